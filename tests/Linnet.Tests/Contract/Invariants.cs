using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Linnet.Tests.Contract;

/// <summary>What holds for every answer of every row, whatever the row itself is about.</summary>
internal static partial class Invariants
{
    // What .NET, SQLite or a stack trace would say.
    private static readonly string[] InternalNames =
        ["Exception", "Linnet.", "System.", "Microsoft.", "Sqlite", "SQL", "constraint", "   at ", "/src/"];

    /// <param name="answer">What came back.</param>
    /// <param name="sent">The body of the request.</param>
    public static void Check(Answer answer, string sent)
    {
        Assert.InRange(answer.Status, 200, 499);
        Assert.False(answer.Headers.ContainsKey("Server"), "No answer says what server made it");
        var text = Tokens().Replace(answer.Text, "");
        Assert.DoesNotContain(InternalNames, name => text.Contains(name, StringComparison.Ordinal));
        CheckBody(answer);
        CheckChallenge(answer);
        CheckTimes(answer.Json);
        CheckMailAddresses(answer);
        CheckPasswords(answer, sent);
    }

    private static void CheckBody(Answer answer)
    {
        if (answer.Status is 204)
        {
            Assert.Equal("", answer.Text);
            return;
        }
        Assert.Equal("application/json", answer.Headers["Content-Type"].Split(';')[0]);
        Assert.NotNull(answer.Json);
    }

    /// <summary>RFC 9110, section 11.6.1: each 401 says how to do better, and nothing else does.</summary>
    private static void CheckChallenge(Answer answer) =>
        Assert.Equal(answer.Status is 401 ? "Bearer" : null, answer.Headers.GetValueOrDefault("WWW-Authenticate"));

    private static void CheckTimes(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var element in array)
                CheckTimes(element);
        }
        if (node is not JsonObject members)
            return;
        foreach (var (name, value) in members)
        {
            if (name.EndsWith("_at", StringComparison.Ordinal))
                Assert.Matches(WireTime(), value?.GetValue<string>());
            CheckTimes(value);
        }
    }

    /// <summary>Addresses stand in answers about one's own account, and in a 422 that shows what was sent; nowhere else.</summary>
    private static void CheckMailAddresses(Answer answer)
    {
        if (answer.Status is not 422 && answer.Path.Split('?')[0].TrimEnd('/') is not ("/users/me" or "/auth/register"))
            Assert.DoesNotContain("@example.org", answer.Text, StringComparison.Ordinal);
    }

    private static void CheckPasswords(Answer answer, string sent)
    {
        foreach (var password in SentPassword().Matches(sent).Select(match => match.Groups["password"].Value))
            Assert.DoesNotContain(password, answer.Text, StringComparison.Ordinal);
    }

    // Random letters spell anything in time, "SQL" as well.
    [GeneratedRegex("""(?<=_token":\s*")[\w.\-]+""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Tokens();

    // Shorter ones may stand in any text by chance.
    [GeneratedRegex("\"password\": \"(?<password>[^\"]{7,})\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentPassword();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WireTime();
}
