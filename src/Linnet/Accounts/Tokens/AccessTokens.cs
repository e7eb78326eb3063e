using System.Buffers;
using System.Globalization;
using System.Security.Claims;
using Linnet.Common;
using Linnet.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Linnet.Accounts.Tokens;

/// <summary>Issues and reads access tokens: JWTs (RFC 7519) signed with HS256 that name an account and a session.</summary>
internal sealed class AccessTokens
{
    /// <summary>In characters. Ours stay below it: <see cref="TokenOptions"/> bounds what goes into them.</summary>
    public const int MaxLength = 1024;

    private const string TokenType = "JWT";

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private readonly TokenOptions _options;
    private readonly TimeProvider _clock;

    // Made for the first token, not at start: the library is 1.4 MB of memory.
    private readonly Lazy<Jwt> _jwt;

    public AccessTokens(SigningKey key, IOptions<TokenOptions> options, TimeProvider clock)
    {
        _options = options.Value;
        _clock = clock;
        _jwt = new(() => new Jwt(new SymmetricSecurityKey(key.Bytes), options.Value));
    }

    public TimeSpan Life => TimeSpan.FromMinutes(_options.AccessTokenMinutes);

    /// <summary>
    /// Whether a text has the length and the alphabet of a token. Decoders take white space and other alphabets too, and so
    /// each token would have many spellings.
    /// </summary>
    public static bool CouldBeOurs(ReadOnlySpan<char> token) => token.Length is > 0 and <= MaxLength && !token.ContainsAnyExcept(Alphabet);

    /// <param name="caller">Whom the token names.</param>
    /// <param name="life">Null for <see cref="Life"/>.</param>
    public string Issue(Caller caller, TimeSpan? life = null)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return _jwt.Value.Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = TokenType,
            Issuer = _options.Issuer,
            Audience = _options.Audience,
            IssuedAt = now,
            Expires = now + (life ?? Life),
            Subject = new ClaimsIdentity([
                new Claim(JwtRegisteredClaimNames.Sub, caller.AccountId.ToString(CultureInfo.InvariantCulture)),
                new Claim(JwtRegisteredClaimNames.Sid, caller.SessionId.ToString(CultureInfo.InvariantCulture)),
                new Claim(JwtRegisteredClaimNames.Jti, Guid.CreateVersion7(_clock.GetUtcNow()).ToString()),
            ]),
            SigningCredentials = _jwt.Value.Credentials,
        });
    }

    /// <summary>
    /// Whom a token names and until when, which may be past; null when it is not one of ours. That its time is not over and
    /// that the session still lives is for <see cref="Sessions.TokenAuthenticator"/> to ask.
    /// </summary>
    public async Task<AccessGrant?> ReadAsync(string token)
    {
        var outcome = await _jwt.Value.Handler.ValidateTokenAsync(token, _jwt.Value.Rules);
        return outcome.IsValid
            && outcome.SecurityToken is JsonWebToken jwt
            && TryReadId(jwt, JwtRegisteredClaimNames.Sub, out var accountId)
            && TryReadId(jwt, JwtRegisteredClaimNames.Sid, out var sessionId)
                ? new AccessGrant(new Caller(accountId, sessionId), Timestamp.From(new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero)))
                : null;
    }

    private static bool TryReadId(JsonWebToken jwt, string claim, out long id)
    {
        id = 0;
        return jwt.TryGetPayloadValue<string>(claim, out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }

    private sealed class Jwt(SymmetricSecurityKey key, TokenOptions options)
    {
        public JsonWebTokenHandler Handler { get; } = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

        public SigningCredentials Credentials { get; } = new(key, SecurityAlgorithms.HmacSha256);

        // Compare every claim with what we would have written: RFC 8725, sections 3.1, 3.8 to 3.11.
        public TokenValidationParameters Rules { get; } = new()
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = [TokenType],
            ValidIssuer = options.Issuer,
            ValidAudience = options.Audience,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            // Only that it has an end: TokenAuthenticator rejects an expired token, with its own code.
            LifetimeValidator = (_, expires, _, _) => expires is not null,
        };
    }
}

/// <summary>What a good access token grants: to act as its caller until it runs out.</summary>
internal sealed record AccessGrant(Caller Caller, Timestamp ExpiresAt)
{
    public bool IsOver(Timestamp now) => ExpiresAt <= now;
}
