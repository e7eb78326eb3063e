using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Linnet.Http.Input;

/// <summary>The JSON body, as a parameter of a handler. The group of the endpoint must have <see cref="ValidationFilter"/>.</summary>
internal sealed class Body<T> : IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider, IValidatedInput
    where T : class
{
    private readonly T? _value;

    private Body(T? value) => _value = value;

    public T Value => _value ?? throw ValidationFilter.Bypassed();

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(await JsonBody.ReadAsync<T>(context));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        BodyMetadata.AddTo<T>(builder, "application/json");
}

/// <summary>A JSON body that may be missing, or null. What it has is judged as any other's.</summary>
internal sealed class OptionalBody<T> : IBindableFromHttpContext<OptionalBody<T>>, IEndpointParameterMetadataProvider, IValidatedInput
    where T : class
{
    private OptionalBody(T? value) => Value = value;

    /// <summary>Null when there was no body.</summary>
    public T? Value { get; }

    public static async ValueTask<OptionalBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(await JsonBody.ReadAsync<T>(context, isOptional: true));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        BodyMetadata.AddTo<T>(builder, "application/json", isOptional: true);
}
