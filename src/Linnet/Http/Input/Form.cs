using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Linnet.Http.Input;

/// <summary>
/// The fields of a form, URL-encoded or multipart, as a parameter of a handler. A field left empty is an absent one, and
/// a body of another type is a form without fields, as in FastAPI.
/// </summary>
internal sealed class Form<T> : IBindableFromHttpContext<Form<T>>, IEndpointParameterMetadataProvider, IValidatedInput
    where T : class
{
    private readonly T? _value;

    private Form(T? value) => _value = value;

    public T Value => _value ?? throw ValidationFilter.Bypassed();

    public static async ValueTask<Form<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var fields = await FormFields.ReadAsync(context.Request);
        var model = InputModel<T>.FromTexts(
            InputSource.Body, fields, static (fields, name) => fields[name] is [.., { Length: > 0 } last] ? last : null, out var errors);
        ValidationErrors.Report(context, errors);
        return new(model);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        BodyMetadata.AddTo<T>(builder, "application/x-www-form-urlencoded");
}
