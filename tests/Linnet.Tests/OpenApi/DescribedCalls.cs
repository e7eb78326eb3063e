using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Linnet.Tests.Media;
using Xunit;

namespace Linnet.Tests.OpenApi;

/// <summary>Calls operations by name, and compares the responses with the document.</summary>
internal sealed class DescribedCalls(ApiDescription api)
{
    private readonly HashSet<string> _made = [];

    /// <summary>Operations that have not been called successfully.</summary>
    public IEnumerable<string> NotMade => api.Operations.Select(operation => operation.Id).Except(_made);

    /// <param name="http">The caller's client.</param>
    /// <param name="call">The operation's id, and a query if there is one.</param>
    /// <param name="status">The status to expect.</param>
    /// <param name="body">Sent in the media type of the document.</param>
    /// <param name="at">The parameters of the path, in order.</param>
    /// <returns>The body of the response, or null.</returns>
    public async Task<JsonNode?> ExpectAsync(
        HttpClient http, string call, string status, object? body = null, params object?[] at)
    {
        var (operationId, query) = call.Split('?') is [var id, var after] ? (id, "?" + after) : (call, "");
        var operation = api[operationId];
        using var request = new HttpRequestMessage(operation.Method, PathOf(operation, at) + query) { Content = ContentOf(operation, body) };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == ((int)answer.StatusCode).ToString(), $"{operation} answered {answer.StatusCode}: {text}");
        var described = operation.Node["responses"]![status];
        Assert.True(described is not null, $"{operation} can answer {status}, which the document does not say");
        foreach (var (header, _) in described["headers"]?.AsObject() ?? [])
            Assert.True(answer.Headers.Contains(header), $"{operation} answered {status} without {header}");
        if (answer.IsSuccessStatusCode)
            _made.Add(operationId);
        if (described["content"]?["image/webp"] is not null)
        {
            Assert.NotNull(described["content"]![answer.Content.Headers.ContentType!.MediaType!]);
            return null;
        }
        if (described["content"]?["text/csv"] is not null)
        {
            Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
            return null;
        }
        if (described["content"]?["application/json"]?["schema"] is not { } schema)
        {
            Assert.Empty(text);
            return null;
        }
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var sent = JsonNode.Parse(text);
        Assert.Empty(api.FindErrors(schema, sent));
        return sent;
    }

    /// <inheritdoc cref="ExpectAsync"/>
    public async Task ExpectRefusalAsync(HttpClient http, string operationId, string status, object? body = null, params object?[] at)
    {
        var refusal = await ExpectAsync(http, operationId, status, body, at);
        var examples = api[operationId].Node["responses"]![status]!["content"]!["application/json"]!["examples"]!.AsObject();
        Assert.Contains(examples, example => JsonNode.DeepEquals(example.Value!["value"], refusal));
    }

    private static string PathOf(DescribedOperation operation, object?[] at)
    {
        var values = new Queue<object?>(at);
        return string.Join('/', operation.Path.Split('/').Select(step => step is ['{', ..] ? values.Dequeue() : step));
    }

    private static HttpContent? ContentOf(DescribedOperation operation, object? body) =>
        body is null ? null
        : operation.Node["requestBody"]!["content"]!["multipart/form-data"] is not null ? Uploading.FormOf(JsonSerializer.SerializeToNode(body)!.AsObject())
        : operation.Node["requestBody"]!["content"]!["application/x-www-form-urlencoded"] is null ? JsonContent.Create(body)
        : new FormUrlEncodedContent((Dictionary<string, string>)body);
}
