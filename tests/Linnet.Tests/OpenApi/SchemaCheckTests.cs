using System.Text.Json.Nodes;
using Xunit;

namespace Linnet.Tests.OpenApi;

/// <summary>The schema check that other tests rely on can fail.</summary>
public sealed class SchemaCheckTests
{
    private static readonly ApiDescription Api = new(JsonNode.Parse("""{"components": {"schemas": {"Name": {"type": "string", "maxLength": 2}}}}""")!);

    [Theory]
    [InlineData("""{"type": "integer"}""", "1.5")]
    [InlineData("""{"type": ["null", "string"]}""", "1")]
    [InlineData("""{"type": "object", "required": ["id"]}""", "{}")]
    [InlineData("""{"type": "object", "properties": {"id": {}}}""", """{"id": 1, "email": "x"}""")]
    [InlineData("""{"type": "object", "properties": {"id": {"type": "string"}}}""", """{"id": 1}""")]
    [InlineData("""{"type": "array", "items": {"type": "string"}}""", """["a", null]""")]
    [InlineData("""{"$ref": "#/components/schemas/Name"}""", "\"abc\"")]
    [InlineData("""{"const": "a"}""", "\"b\"")]
    [InlineData("""{"enum": ["a", "b"]}""", "\"c\"")]
    [InlineData("""{"minimum": 1}""", "0")]
    [InlineData("""{"format": "date-time"}""", "\"2026-03-01T09:30:00Z\"")]
    [InlineData("""{"pattern": "^a$"}""", "\"b\"")]
    [InlineData("""{"oneOf": [{"type": "null"}, {"type": "string"}]}""", "1")]
    [InlineData("""{"oneOf": [{"type": "integer"}, {"minimum": 0}]}""", "1")]
    [InlineData("""{"anyOf": [{"type": "null"}, {"type": "string"}]}""", "1")]
    [InlineData("""{"multipleOf": 2}""", "2")]
    public void A_violation_of_a_schema_is_reported(string schema, string value) =>
        Assert.Single(Api.FindErrors(JsonNode.Parse(schema)!, JsonNode.Parse(value)));

    [Theory]
    [InlineData("""{"type": ["null", "integer"], "format": "int64"}""", "null")]
    [InlineData("""{"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}""", """{"id": 1}""")]
    [InlineData("""{"$ref": "#/components/schemas/Name"}""", "\"\ud83d\udc26\ud83d\udc26\"")]
    public void A_value_that_satisfies_its_schema_is_accepted(string schema, string value) =>
        Assert.Empty(Api.FindErrors(JsonNode.Parse(schema)!, JsonNode.Parse(value)));
}
