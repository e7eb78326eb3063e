using System.Reflection;
using Linnet.Http.Input;
using Microsoft.AspNetCore.Http.Metadata;

namespace Linnet.Accounts.Sessions;

/// <summary>The refresh token that a request brings, as a parameter of a handler: in its cookie or in its JSON body.</summary>
internal sealed class RefreshTokenInput : IBindableFromHttpContext<RefreshTokenInput>, IEndpointParameterMetadataProvider, IValidatedInput
{
    private readonly string? _value;

    private RefreshTokenInput(string? value) => _value = value;

    public string Value => _value ?? throw ValidationFilter.Bypassed();

    public static async ValueTask<RefreshTokenInput?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!RefreshCookie.IsAskedFor(context.Request))
            return new((await JsonBody.ReadAsync<RefreshRequest>(context))?.RefreshToken);
        // Without the cookie, a token that was never issued.
        return new(RefreshCookie.TryRead(context.Request, out var token) ? token : "");
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        BodyMetadata.AddTo<RefreshRequest>(builder, "application/json");
}
