using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.OpenApi;

/// <summary>The OpenAPI document, with queries for tests.</summary>
internal sealed class ApiDescription(JsonNode document)
{
    public JsonNode Document { get; } = document;

    public IEnumerable<DescribedOperation> Operations =>
        from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select new DescribedOperation(this, HttpMethod.Parse(operation.Key), path.Key, operation.Value!);

    public DescribedOperation this[string operationId] => Operations.Single(operation => operation.Id == operationId);

    public static async Task<ApiDescription> ReadAsync(HttpClient http) =>
        new(await (await http.GetAsync("/openapi.json", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode().ReadJsonAsync());

    /// <summary>The target of a reference; any other node unchanged.</summary>
    public JsonNode Resolve(JsonNode node)
    {
        if (node["$ref"]?.GetValue<string>() is not { } reference)
            return node;
        return reference.Split('/').Skip(1).Aggregate(Document, (at, step) => at[step]!);
    }

    /// <returns>One message for each way in which the value violates the schema.</returns>
    public List<string> FindErrors(JsonNode schema, JsonNode? value) => SchemaCheck.FindErrors(this, schema, value);
}

/// <summary>One method of one path.</summary>
internal sealed record DescribedOperation(ApiDescription Api, HttpMethod Method, string Path, JsonNode Node)
{
    /// <summary>Empty if the operation has no name; a test rejects that.</summary>
    public string Id => Node["operationId"]?.GetValue<string>() ?? "";

    public IEnumerable<string> Statuses => Node["responses"]!.AsObject().Select(response => response.Key);

    /// <summary>The responses with a body, each with its schema and examples.</summary>
    public IEnumerable<(string Status, JsonNode Content)> Bodies =>
        from response in Node["responses"]!.AsObject()
        let content = Api.Resolve(response.Value!)["content"]?["application/json"]
        where content is not null
        select (response.Key, content);

    /// <summary>The request body, with its schema and example; null if there is none.</summary>
    public JsonNode? Request => Node["requestBody"]?["content"]!.AsObject().Single().Value;

    public bool NeedsToken => Node["security"]!.AsArray().Count > 0;

    public override string ToString() => $"{Method} {Path}";
}
