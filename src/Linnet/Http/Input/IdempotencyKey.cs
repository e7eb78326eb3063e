using System.Reflection;
using System.Text.Json.Nodes;
using Linnet.Common;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;

namespace Linnet.Http.Input;

/// <summary>
/// The header <c>Idempotency-Key</c>, which a client makes up for one act and sends again with each try of it. Null without it.
/// </summary>
internal readonly record struct IdempotencyKey(string? Value) : IEndpointParameterMetadataProvider, IValidatedInput
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 255;

    /// <summary>How long a key stands for the same act.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <summary>Answered as an error of the header that held the key: <see cref="Refuse"/>.</summary>
    public static readonly Error WasReused = new(ErrorKind.Refused, "key_reused", "This key was sent with another body before");

    private static readonly ValueError Malformed = ValueError.Custom($"The key should have 1 to {MaxLength} visible ASCII characters");

    private static readonly ValueError Reused = ValueError.Custom("This key was sent with another body before");

    // A struct cannot implement IBindableFromHttpContext; minimal APIs find this method by its shape.
    public static ValueTask<IdempotencyKey> BindAsync(HttpContext context)
    {
        var sent = context.Request.Headers[Header];
        if (sent.Count is 0)
            return default;
        if (!IsWellFormed(sent))
            ValidationErrors.Report(context, [ErrorAt(Malformed, sent.ToString())]);
        return ValueTask.FromResult(new IdempotencyKey(sent.ToString()));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new IdempotencyKeyMetadata());

    /// <summary>The answer to a key that stood for something else before.</summary>
    public ValidationErrorResult Refuse() => new(ValidationErrors.Of(ErrorAt(Reused, Value!)));

    private static bool IsWellFormed(StringValues sent) =>
        sent is [{ Length: > 0 and <= MaxLength } key] && !key.AsSpan().ContainsAnyExceptInRange('!', '~');

    // As FastAPI names a header.
    private static ValidationError ErrorAt(ValueError error, string key) =>
        error.At(InputSource.Header, Header.ToLowerInvariant(), JsonValue.Create(key));
}

/// <summary>The endpoint heeds <see cref="IdempotencyKey"/>.</summary>
internal sealed class IdempotencyKeyMetadata;
