using Linnet.Http.Rendering;

namespace Linnet.Hosting.OpenApi;

/// <summary>The description of the HTTP API: the document and two pages made from it.</summary>
internal static class OpenApiFeature
{
    public static IServiceCollection AddLinnetOpenApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiDocument>();
        services.AddSingleton<Examples>();
        // The package's source generator looks for this call. It includes the XML comments of members that are not private.
        return services.AddOpenApi(ApiDocument.Name, options =>
        {
            // HEAD is implied by GET.
            options.ShouldInclude = operation => operation.HttpMethod != HttpMethods.Head;
            options.CreateSchemaReferenceId = ComponentNames.Of;
            options.AddSchemaTransformer<WireTypesTransformer>();
            options.AddSchemaTransformer<InputModelsTransformer>();
            options.AddOperationTransformer<ParametersTransformer>();
            options.AddOperationTransformer<RequestBodyTransformer>();
            options.AddOperationTransformer<ErrorResponsesTransformer>();
            options.AddOperationTransformer<SuccessesTransformer>();
            options.AddOperationTransformer<SecurityTransformer>();
            options.AddDocumentTransformer<ThreadTransformer>();
            options.AddDocumentTransformer<ApiInfoTransformer>();
        });
    }

    public static void MapOpenApiDocs(this IEndpointRouteBuilder routes)
    {
        var docs = routes.MapGroup("").ExcludeFromDescription();
        docs.MapGet("/openapi.json", ApiDocument.SendAsync).Compress();
        DocsPages.Map(docs);
    }
}
