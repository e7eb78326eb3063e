using Linnet.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Declares for each operation whether it needs a token.</summary>
internal sealed class SecurityTransformer : IOpenApiOperationTransformer
{
    /// <summary>FastAPI's name, which generated clients may use in their code.</summary>
    public const string Scheme = "OAuth2PasswordBearer";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        // An empty list declares that no token is needed; a missing list would leave that open.
        operation.Security = NeedsToken(context)
            ? [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }]
            : [];
        return Task.CompletedTask;
    }

    public static bool NeedsToken(OpenApiOperationTransformerContext context) =>
        context.Description.ActionDescriptor.EndpointMetadata.OfType<TokenRequired>().Any();

    public static void AddTo(OpenApiDocument document) => document.AddComponent<IOpenApiSecurityScheme>(Scheme, new OpenApiSecurityScheme
    {
        Type = SecuritySchemeType.OAuth2,
        Description = "The access token from a log-in, sent as `Authorization: Bearer …`.",
        Flows = new()
        {
            // Relative to the server, so that it holds behind any host.
            Password = new() { TokenUrl = new("/auth/login", UriKind.Relative), Scopes = new Dictionary<string, string>() },
        },
    });
}
