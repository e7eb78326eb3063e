using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Http;
using Microsoft.Extensions.Options;
using Xunit;

namespace Linnet.Tests.Accounts;

[Trait("Promise", "S5")]
public sealed class AccessTokensTests
{
    // Long enough for HS512: otherwise a shorter key, not our check, would cause the rejection.
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(64);
    private static readonly Caller Alice = new(AccountId: 7, SessionId: 9);

    private readonly ManualClock _clock = new();
    private readonly AccessTokens _tokens;

    public AccessTokensTests() => _tokens = new AccessTokens(new SigningKey(Key), Options.Create(new TokenOptions()), _clock);

    /// <summary>Tokens of an attacker, or of an operator who uses one key for two services.</summary>
    public static TheoryData<string> Attacks => [.. Forgeries.Keys];

    private static Dictionary<string, Func<DateTimeOffset, string>> Forgeries { get; } = new()
    {
        ["algorithm none, no signature"] = now => Forge(now, header: h => h["alg"] = "none", sign: _ => []),
        ["algorithm None, no signature"] = now => Forge(now, header: h => h["alg"] = "None", sign: _ => []),
        ["HS256, no signature"] = now => Forge(now, sign: _ => []),
        ["no algorithm"] = now => Forge(now, header: h => h.Remove("alg")),
        ["another key"] = now => Forge(now, sign: data => HMACSHA256.HashData(new byte[32], data)),
        ["the right key, HS512"] = now => Forge(now, header: h => h["alg"] = "HS512", sign: data => HMACSHA512.HashData(Key, data)),
        ["the right key, HS384"] = now => Forge(now, header: h => h["alg"] = "HS384", sign: data => HMACSHA384.HashData(Key, data)),
        ["RS256 in name"] = now => Forge(now, header: h => h["alg"] = "RS256"),
        ["a foreign key in jwk"] = now => Forge(now, header: AddForeignKey, sign: data => HMACSHA256.HashData(new byte[32], data)),
        ["a foreign key behind jku"] = now =>
            Forge(now, header: h => h["jku"] = "http://127.0.0.1:9/keys", sign: data => HMACSHA256.HashData(new byte[32], data)),
        ["a kid that is a path"] = now =>
            Forge(now, header: h => h["kid"] = "/dev/null", sign: data => HMACSHA256.HashData(new byte[1], data)),
        ["another type"] = now => Forge(now, header: h => h["typ"] = "at+jwt"),
        ["no type"] = now => Forge(now, header: h => h.Remove("typ")),
        ["another issuer"] = now => Forge(now, payload: p => p["iss"] = "other"),
        ["no issuer"] = now => Forge(now, payload: p => p.Remove("iss")),
        ["another audience"] = now => Forge(now, payload: p => p["aud"] = "other"),
        ["no audience"] = now => Forge(now, payload: p => p.Remove("aud")),
        ["no expiry"] = now => Forge(now, payload: p => p.Remove("exp")),
        ["an expiry that is not a number"] = now => Forge(now, payload: p => p["exp"] = "tomorrow"),
        ["no account"] = now => Forge(now, payload: p => p.Remove("sub")),
        ["an account that is not an id"] = now => Forge(now, payload: p => p["sub"] = "alice"),
        ["no session"] = now => Forge(now, payload: p => p.Remove("sid")),
        ["a payload that is not JSON"] = _ => Encode("""{"alg":"HS256","typ":"JWT"}""") + "." + Encode("}{") + ".AAAA",
        ["an encrypted token's five parts"] = _ => "a.b.c.d.e",
        ["nothing"] = _ => "",
        ["dots"] = _ => "..",
    };

    [Fact]
    public async Task An_issued_token_can_be_read() => Assert.Equal(Alice, (await _tokens.ReadAsync(_tokens.Issue(Alice)))?.Caller);

    [Fact]
    public async Task The_forger_of_these_tests_can_make_a_valid_token() =>
        Assert.Equal(Alice, (await _tokens.ReadAsync(Forge(_clock.GetUtcNow())))?.Caller);

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task A_forged_token_is_refused(string attack) =>
        Assert.Null(await _tokens.ReadAsync(Forgeries[attack](_clock.GetUtcNow())));

    [Fact]
    public async Task A_changed_payload_is_refused()
    {
        var parts = _tokens.Issue(Alice).Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"sub\":\"7\"", "\"sub\":\"8\"", StringComparison.Ordinal);
        Assert.Null(await _tokens.ReadAsync($"{parts[0]}.{Encode(payload)}.{parts[2]}"));
    }

    [Fact]
    public async Task A_token_is_valid_until_the_second_of_its_expiry()
    {
        var token = _tokens.Issue(Alice);
        var grant = (await _tokens.ReadAsync(token))!;
        _clock.Advance(_tokens.Life - TimeSpan.FromSeconds(1));
        Assert.False(grant.IsOver(Timestamp.Now(_clock)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(grant.IsOver(Timestamp.Now(_clock)));
    }

    [Fact]
    public void A_token_has_exactly_the_claims_of_the_contract()
    {
        var payload = JsonNode.Parse(Base64Url.DecodeFromChars(_tokens.Issue(Alice).Split('.')[1]))!.AsObject();
        Assert.Equal(["aud", "exp", "iat", "iss", "jti", "sid", "sub"], payload.Select(claim => claim.Key).Order());
        Assert.Equal("7", payload["sub"]!.GetValue<string>());
        Assert.Equal(30 * 60, payload["exp"]!.GetValue<long>() - payload["iat"]!.GetValue<long>());
    }

    private static string Forge(
        DateTimeOffset now, Action<JsonObject>? header = null, Action<JsonObject>? payload = null, Func<byte[], byte[]>? sign = null)
    {
        var head = new JsonObject { ["alg"] = "HS256", ["typ"] = "JWT" };
        var body = new JsonObject
        {
            ["iss"] = "linnet",
            ["aud"] = "linnet",
            ["sub"] = "7",
            ["sid"] = "9",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
            ["jti"] = "1",
        };
        header?.Invoke(head);
        payload?.Invoke(body);
        var data = $"{Encode(head.ToJsonString())}.{Encode(body.ToJsonString())}";
        var signature = (sign ?? (bytes => HMACSHA256.HashData(Key, bytes)))(Encoding.ASCII.GetBytes(data));
        return $"{data}.{Base64Url.EncodeToString(signature)}";
    }

    private static void AddForeignKey(JsonObject header) =>
        header["jwk"] = JsonSerializer.SerializeToNode(new { kty = "oct", k = Base64Url.EncodeToString(new byte[32]), alg = "HS256" });

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
