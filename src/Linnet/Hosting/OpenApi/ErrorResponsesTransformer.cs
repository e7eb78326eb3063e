using System.Text.Json;
using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Lists every error response of an operation under its status, with the message of each error as a named example.</summary>
internal sealed class ErrorResponsesTransformer : IOpenApiOperationTransformer
{
    // The server's response before any endpoint runs; its text is in ErrorResponses.
    private static readonly ErrorBody BodyTooLarge = new("Payload Too Large", "payload_too_large");

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var refusals = new SortedDictionary<int, OpenApiResponse>();
        foreach (var errors in ErrorsOf(context).Distinct().GroupBy(error => ErrorResult.StatusOf(error.Kind)))
            refusals[errors.Key] = Refusal(errors.Key, [.. errors.Select(error => new ErrorBody(error.Detail, error.Code))], context.Document!);
        if (metadata.OfType<BodyMetadata>().Any())
            refusals[StatusCodes.Status413PayloadTooLarge] = Refusal(StatusCodes.Status413PayloadTooLarge, [BodyTooLarge], context.Document!);
        if (metadata.Any(it => it is BodyMetadata or QueryParametersMetadata or PathIdMetadata))
            refusals[StatusCodes.Status422UnprocessableEntity] = ValidationErrors(context.Document!);
        foreach (var (status, refusal) in refusals)
            (operation.Responses ??= [])[status.ToString()] = refusal;
        // Not among the refusals: it has more members than they have.
        if (operation.Responses?.GetValueOrDefault("409") is { Content: { } conflict } && conflict.TryGetValue(HttpJson.MediaType, out var json))
            json.Example = Examples.OfConflict(operation.OperationId);
        return Task.CompletedTask;
    }

    private static IEnumerable<Error> ErrorsOf(OpenApiOperationTransformerContext context)
    {
        var declared = context.Description.ActionDescriptor.EndpointMetadata.OfType<ProducedErrorsMetadata>().SelectMany(refusals => refusals.Errors);
        if (SecurityTransformer.NeedsToken(context))
            declared = declared.Concat([
                CallerErrors.NotAuthenticated, CallerErrors.InvalidToken, CallerErrors.TokenExpired, CallerErrors.SessionEnded, CallerErrors.InactiveUser,
            ]);
        // A GET writes nothing, so it cannot fail because of a full disk.
        return HttpMethods.IsGet(context.Description.HttpMethod!)
            ? declared.Where(error => error.Kind is not ErrorKind.StorageFull)
            : declared;
    }

    private static OpenApiResponse Refusal(int status, IReadOnlyList<ErrorBody> bodies, OpenApiDocument document)
    {
        var response = new OpenApiResponse
        {
            Description = bodies is [var only] ? only.Detail : ReasonPhrases.GetReasonPhrase(status),
            Content = Json(new()
            {
                Schema = new OpenApiSchemaReference(ComponentNames.Error, document),
                Examples = bodies.ToDictionary(body => body.Code, Example),
            }),
        };
        if (status is StatusCodes.Status401Unauthorized)
            response.AddHeader(ResponseHeaders.WwwAuthenticate, document);
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            response.AddHeader(ResponseHeaders.RetryAfter, document);
        if (status is StatusCodes.Status429TooManyRequests)
            response.AddRateLimit(document);
        return response;
    }

    private static IOpenApiExample Example(ErrorBody body) => new OpenApiExample
    {
        Summary = body.Detail,
        Value = JsonSerializer.SerializeToNode(body, HttpJson.Wire.ErrorBody),
    };

    private static OpenApiResponse ValidationErrors(OpenApiDocument document) => new()
    {
        Description = "The request is not valid",
        Content = Json(new()
        {
            Schema = new OpenApiSchemaReference(ComponentNames.ValidationErrors, document),
            Example = Examples.OfValidationErrors(),
        }),
    };

    private static Dictionary<string, OpenApiMediaType> Json(OpenApiMediaType content) => new() { [HttpJson.MediaType] = content };
}
