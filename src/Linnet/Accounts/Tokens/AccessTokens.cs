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
    /// <summary>In characters. Our tokens stay below it, because <see cref="TokenOptions"/> limits what goes into them.</summary>
    public const int MaxLength = 1024;

    private const string TokenType = "JWT";

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private readonly TokenOptions _options;
    private readonly TimeProvider _clock;

    // Created for the first token rather than at start: the library takes 1.4 MB of memory.
    private readonly Lazy<Jwt> _jwt;

    public AccessTokens(SigningKey key, IOptions<TokenOptions> options, TimeProvider clock)
    {
        _options = options.Value;
        _clock = clock;
        _jwt = new(() => new Jwt(new SymmetricSecurityKey(key.Bytes), options.Value));
    }

    public TimeSpan Life => TimeSpan.FromMinutes(_options.AccessTokenMinutes);

    /// <summary>
    /// Whether a text has the length and the alphabet of a token. Decoders also accept white space and other alphabets, which
    /// would give each token many spellings.
    /// </summary>
    public static bool CouldBeOurs(ReadOnlySpan<char> token) => token.Length is > 0 and <= MaxLength && !token.ContainsAnyExcept(Alphabet);

    /// <param name="caller">The token's subject.</param>
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
    /// The token's caller and expiry, which may be past; null when the token is not ours. The expiry and the session are checked
    /// by <see cref="Sessions.TokenAuthenticator"/>.
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

        // Compares every claim with what we would have written: RFC 8725, sections 3.1, 3.8 to 3.11.
        public TokenValidationParameters Rules { get; } = new()
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = [TokenType],
            ValidIssuer = options.Issuer,
            ValidAudience = options.Audience,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            // Requires an expiry. TokenAuthenticator rejects expired tokens with a separate code.
            LifetimeValidator = (_, expires, _, _) => expires is not null,
        };
    }
}

/// <summary>What a valid access token grants: to act as its caller until it expires.</summary>
internal sealed record AccessGrant(Caller Caller, Timestamp ExpiresAt)
{
    public bool IsOver(Timestamp now) => ExpiresAt <= now;
}
