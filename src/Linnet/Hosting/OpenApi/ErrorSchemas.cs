using Linnet.Http.Input;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>The schemas of error responses.</summary>
internal static class ErrorSchemas
{
    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSchema>(ComponentNames.Error, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Why a request was rejected.",
            Required = new HashSet<string> { "detail", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["detail"] = Text("A sentence for people."),
                ["code"] = Text("A stable word for programs."),
                ["index"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Format = "int32",
                    Description = "Of a thread: which of its tweets was rejected, from 0.",
                },
            },
        });
        document.AddComponent<IOpenApiSchema>(ComponentNames.ValidationErrors, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Every error in the request.",
            Required = new HashSet<string> { "detail", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["detail"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    MinItems = 1,
                    Items = new OpenApiSchemaReference(ComponentNames.ValidationError, document),
                },
                ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Const = ValidationErrorResult.Code },
            },
        });
        document.AddComponent<IOpenApiSchema>(ComponentNames.ValidationError, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "One error, in the format of Pydantic 2.",
            Required = new HashSet<string> { "type", "loc", "msg", "input" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("A stable word for programs, such as `string_too_long`."),
                ["loc"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Description = "Where: `path`, `query` or `body`, then the name of the member (in an object or a list, each step to it; items count from 0), or the position at which the JSON becomes invalid.",
                    Items = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Integer },
                },
                ["msg"] = Text("A sentence for people."),
                ["input"] = new OpenApiSchema { Description = "The rejected value; never a password." },
                ["ctx"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "The numbers in the message." },
            },
        });
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
