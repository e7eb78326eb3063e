using System.Text.Json.Serialization;
using Linnet.Common;
using Linnet.Http.Input;

namespace Linnet.Accounts.Sessions;

/// <summary>A log-in with JSON.</summary>
internal sealed record Credentials
{
    /// <summary>In any case.</summary>
    public required string Username { get; init; }

    [Secret]
    public required string Password { get; init; }
}

/// <summary>A log-in as the OAuth 2 password flow sends it (RFC 6749, section 4.3.2). There are no scopes or clients here.</summary>
internal sealed record PasswordForm
{
    [Matches("^password$")]
    public string? GrantType { get; init; }

    /// <summary>In any case.</summary>
    public required string Username { get; init; }

    [Secret]
    public required string Password { get; init; }

    public string Scope { get; init; } = "";

    public string? ClientId { get; init; }

    [Secret]
    public string? ClientSecret { get; init; }
}

internal sealed record RefreshRequest
{
    /// <summary>The newest one of the session; an older one ends it.</summary>
    [Secret]
    public required string RefreshToken { get; init; }
}

/// <summary>The answer to a log-in.</summary>
/// <param name="AccessToken">A JWT, for the header <c>Authorization: Bearer</c>.</param>
/// <param name="TokenType">Always <c>bearer</c>.</param>
/// <param name="ExpiresIn">How long the access token is good for, in seconds.</param>
/// <param name="RefreshToken">Good for one use of <c>/auth/refresh</c>. Absent when the client asked for it in a cookie.</param>
internal sealed record Token(
    string AccessToken,
    string TokenType,
    long ExpiresIn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken);

/// <summary>The answer to a request for a ticket.</summary>
/// <param name="Ticket">Opens one live connection: <c>?ticket=</c> in its URL.</param>
/// <param name="ExpiresIn">How long it is good for, in seconds.</param>
internal sealed record SocketTicket(string Ticket, long ExpiresIn);

/// <summary>A log-in that has not ended.</summary>
internal sealed record Session
{
    public required long Id { get; init; }

    /// <summary>What the client called itself at log-in: the beginning of its <c>User-Agent</c>.</summary>
    public required string Client { get; init; }

    public required Timestamp CreatedAt { get; init; }

    /// <summary>When it was last given tokens.</summary>
    public required Timestamp LastUsedAt { get; init; }

    /// <summary>When it ends unless it is given new tokens before.</summary>
    public required Timestamp ExpiresAt { get; init; }

    /// <summary>Whether it is the session that asks.</summary>
    public required bool IsCurrent { get; init; }
}
