using System.Reflection;
using Linnet.Http.Input;
using Microsoft.AspNetCore.Http.Metadata;

namespace Linnet.Accounts.Sessions;

/// <summary>Binds a request's refresh token as a handler's parameter, from the cookie or from the JSON body.</summary>
internal sealed class RefreshTokenInput : IBindableFromHttpContext<RefreshTokenInput>, IEndpointParameterMetadataProvider, IValidatedInput
{
    private readonly string? _value;

    private RefreshTokenInput(string? value) => _value = value;

    public string Value => _value ?? throw ValidationFilter.Bypassed();

    public static async ValueTask<RefreshTokenInput?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!RefreshCookie.IsRequested(context.Request))
            return new((await JsonBody.ReadAsync<RefreshRequest>(context))?.RefreshToken);
        // A missing cookie counts as an unknown token.
        return new(RefreshCookie.TryRead(context.Request, out var token) ? token : "");
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        BodyMetadata.AddTo<RefreshRequest>(builder, "application/json");
}
