using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Linnet.Http.Input;

/// <summary>
/// An id from the route, any 64-bit integer: parameter <c>tweetId</c> reads <c>{tweet_id}</c>. One that cannot exist
/// (0, negative) is no error here: looking it up finds nothing.
/// </summary>
internal readonly record struct PathId(long Value) : IEndpointParameterMetadataProvider, IValidatedInput
{
    private static readonly IntegerInput Reader = new(long.MinValue, long.MaxValue);

    // A struct cannot implement IBindableFromHttpContext; minimal APIs find this method by its shape.
    public static ValueTask<PathId> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var name = WireName.Of(parameter);
        var input = InputValue.Of(context.Request.RouteValues[name] as string
            ?? throw new InvalidOperationException($"The route of {context.GetEndpoint()?.DisplayName} has no {{{name}}}"));
        if (Reader.Read(input, out var value) is { } error)
            ValidationErrors.Report(context, [error.At(InputSource.Path, name, input.Sanitized())]);
        return ValueTask.FromResult(new PathId(value));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new PathIdMetadata(WireName.Of(parameter)));
}
