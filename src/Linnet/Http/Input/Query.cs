using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Linnet.Http.Input;

/// <summary>The parameters of the query, as a parameter of a handler. Of a repeated one the last counts, as in FastAPI.</summary>
internal sealed class Query<T> : IBindableFromHttpContext<Query<T>>, IEndpointParameterMetadataProvider, IValidatedInput
    where T : class
{
    private readonly T? _value;

    private Query(T? value) => _value = value;

    public T Value => _value ?? throw ValidationFilter.Bypassed();

    public static ValueTask<Query<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var model = InputModel<T>.FromTexts(
            InputSource.Query, context.Request.Query, static (query, name) => query[name] is [.., var last] ? last : null, out var errors);
        if (DepthLimit.FindError(context, model) is { } tooDeep)
            errors = [tooDeep];
        ValidationErrors.Report(context, errors);
        return ValueTask.FromResult<Query<T>?>(new(model));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        // Reading the members here finds a model that cannot be read while the server starts.
        _ = InputModel<T>.Members;
        builder.Metadata.Add(new QueryParametersMetadata(typeof(T)));
    }
}
