using System.Reflection;

namespace Linnet.Http.Input;

/// <summary>A parameter of a handler whose binding may find errors; they are answered before the handler runs.</summary>
internal interface IValidatedInput;

/// <summary>Answers a request that binding found errors with, all of them at once, before its handler runs.</summary>
internal static class ValidationFilter
{
    /// <summary>Put it on the root group: endpoints that bind nothing of ours do not pay for it.</summary>
    public static TBuilder AddValidation<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilterFactory((factory, next) =>
            factory.MethodInfo.GetParameters().Any(IsValidated) ? context => InvokeAsync(context, next) : next);

    /// <summary>Thrown when a handler reads an input that was rejected.</summary>
    public static InvalidOperationException Bypassed() =>
        new("The input was rejected; the endpoint's group lacks AddValidation()");

    private static ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        ValidationErrors.Find(context.HttpContext) is { } errors
            ? ValueTask.FromResult<object?>(new ValidationErrorResult(errors))
            : next(context);

    private static bool IsValidated(ParameterInfo parameter) =>
        parameter.ParameterType.IsAssignableTo(typeof(IValidatedInput));
}
