using Linnet.Http.Input;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>The bodies of refusals.</summary>
internal static class ErrorSchemas
{
    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSchema>(ComponentNames.Error, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Why a request was refused.",
            Required = new HashSet<string> { "detail", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["detail"] = Text("A sentence for people."),
                ["code"] = Text("A stable word for programs."),
            },
        });
        document.AddComponent<IOpenApiSchema>(ComponentNames.ValidationErrors, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "All that is wrong with what was sent.",
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
            Description = "One thing that is wrong, as Pydantic 2 tells it.",
            Required = new HashSet<string> { "type", "loc", "msg", "input" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("A stable word for programs, such as `string_too_long`."),
                ["loc"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Description = "Where: `path`, `query` or `body`, then the name of the member, or the position at which JSON breaks off.",
                    Items = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Integer },
                },
                ["msg"] = Text("A sentence for people."),
                ["input"] = new OpenApiSchema { Description = "What was sent there; never a password." },
                ["ctx"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "The figures of the sentence." },
            },
        });
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
