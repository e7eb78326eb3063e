using System.Text.Json.Serialization;
using Linnet.Common;
using Linnet.Http.Input;

namespace Linnet.Accounts.Sessions;

/// <summary>A log-in with JSON.</summary>
internal sealed record Credentials
{
    /// <summary>Case-insensitive.</summary>
    public required string Username { get; init; }

    [Secret]
    public required string Password { get; init; }
}

/// <summary>A log-in by the OAuth 2 password flow (RFC 6749, section 4.3.2). Scopes and clients are ignored.</summary>
internal sealed record PasswordForm
{
    [Matches("^password$")]
    public string? GrantType { get; init; }

    /// <summary>Case-insensitive.</summary>
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
    /// <summary>The session's latest refresh token. An older one ends the session.</summary>
    [Secret]
    public required string RefreshToken { get; init; }
}

/// <summary>The response to a log-in.</summary>
/// <param name="AccessToken">A JWT, for the header <c>Authorization: Bearer</c>.</param>
/// <param name="TokenType">Always <c>bearer</c>.</param>
/// <param name="ExpiresIn">How long the access token is valid, in seconds.</param>
/// <param name="RefreshToken">Valid for one use of <c>/auth/refresh</c>. Absent when the client requested it in a cookie.</param>
internal sealed record Token(
    string AccessToken,
    string TokenType,
    long ExpiresIn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken);

/// <summary>The response to a request for a ticket.</summary>
/// <param name="Ticket">Opens one live connection: <c>?ticket=</c> in its URL.</param>
/// <param name="ExpiresIn">How long it is valid, in seconds.</param>
internal sealed record SocketTicket(string Ticket, long ExpiresIn);

/// <summary>An open session.</summary>
internal sealed record Session
{
    public required long Id { get; init; }

    /// <summary>The client's name at log-in: the beginning of its <c>User-Agent</c>.</summary>
    public required string Client { get; init; }

    public required Timestamp CreatedAt { get; init; }

    /// <summary>When the session last received tokens.</summary>
    public required Timestamp LastUsedAt { get; init; }

    /// <summary>When the session ends unless it is refreshed.</summary>
    public required Timestamp ExpiresAt { get; init; }

    /// <summary>Whether this is the session of the request.</summary>
    public required bool IsCurrent { get; init; }
}
