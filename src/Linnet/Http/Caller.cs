using System.Diagnostics.CodeAnalysis;

namespace Linnet.Http;

/// <summary>Who calls: a parameter that any handler behind authorization may ask for.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="SessionId">The session that the token belongs to.</param>
internal readonly record struct Caller(long AccountId, long SessionId)
{
    /// <exception cref="InvalidOperationException">The endpoint does not require a token: an error in its mapping.</exception>
    // A struct cannot implement IBindableFromHttpContext; minimal APIs find this method by its shape.
    public static ValueTask<Caller> BindAsync(HttpContext context) =>
        TryGet(context, out var caller)
            ? ValueTask.FromResult(caller.Value)
            : throw new InvalidOperationException($"{context.Request.Path} uses its caller but does not require a token");

    /// <summary>The caller, if the request carried a valid token.</summary>
    public static bool TryGet(HttpContext context, [NotNullWhen(true)] out Caller? caller)
    {
        caller = context.Features.Get<CallerFeature>()?.Caller;
        return caller is not null;
    }
}

/// <summary>Set by the authentication handler once the token is found good.</summary>
internal sealed class CallerFeature(Caller caller)
{
    public Caller Caller { get; } = caller;
}
