using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Linnet.Accounts.Administration;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Contract;

/// <summary>
/// Runs one row over HTTP, with its own users. <c>ada</c>, <c>ben</c> and so on register when they are first
/// named; <c>ada@phone</c> is another session of ada's, opened when first named; <c>nobody</c> has no token, <c>forger</c>
/// a bad one; <c>operator</c> works at the command line (<c>DEACTIVATE</c>, <c>ACTIVATE</c>, <c>VERIFY</c>).
/// </summary>
/// <remarks>
/// In lines, <c>$ada</c> is ada's username and <c>$ADA</c> the same in capitals, <c>$password</c> everyone's password, <c>$x</c>
/// what <c>-&gt; $x</c> kept, or else a name that nobody has yet, and <c>&lt;é×72&gt;</c> 72 of that character.
/// </remarks>
/// <param name="linnet">Who is asked.</param>
/// <param name="toggleSlashes">Whether paths are asked for with a slash at the end where they have none, and without where they have.</param>
/// <param name="settleAsync">Waits until every node sees the last write. One server needs none.</param>
internal sealed partial class ScriptRunner(RunningLinnet linnet, bool toggleSlashes = false, Func<Task>? settleAsync = null) : IDisposable
{
    private static readonly string[] People = ["ada", "ben", "cay"];
    private static int _stages;

    private readonly string _suffix = $"_{Interlocked.Increment(ref _stages)}";
    private readonly Dictionary<string, HttpClient> _clients = new() { ["nobody"] = linnet.ClientFor(null), ["forger"] = linnet.ClientFor("no.real.token") };
    private readonly Dictionary<string, string> _values = new() { ["password"] = RunningLinnet.Password };

    public async Task PlayAsync(string script)
    {
        foreach (var line in ScriptLine.ReadAll(script))
        {
            try
            {
                await PlayAsync(line);
                if (settleAsync is not null && line.Method is not "GET")
                    await settleAsync();
            }
            catch (Exception error)
            {
                throw new Xunit.Sdk.XunitException($"{line}\n{error.Message}", error);
            }
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    private async Task PlayAsync(ScriptLine line)
    {
        if (line.Who is "operator")
        {
            await OperateAsync(line.Method, await FillInAsync(line.Path));
            return;
        }
        var client = await ClientOfAsync(line.Who);
        var path = await FillInAsync(line.Path);
        using var request = new HttpRequestMessage(new HttpMethod(line.Method), toggleSlashes ? ToggleSlash(path) : path);
        var body = await FillInAsync(line.Body);
        request.Content = ContentOf(body);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await Answer.ReadAsync(path, response);
        Invariants.Check(answer, body);
        Expectation.Check(answer, line.Status, await FillInAsync(line.What));
        if (line.Keep.Length > 0)
            _values[line.Keep] = answer.Json!["id"]!.ToJsonString();
    }

    private async Task OperateAsync(string verb, string username)
    {
        var administration = linnet.Services.GetRequiredService<AccountAdministration>();
        var cancellation = TestContext.Current.CancellationToken;
        Assert.NotNull(verb switch
        {
            "DEACTIVATE" => await administration.DeactivateAsync(AccountReference.Parse(username), cancellation),
            "ACTIVATE" => await administration.ActivateAsync(AccountReference.Parse(username), cancellation),
            "VERIFY" => await administration.SetVerifiedAsync(AccountReference.Parse(username), isVerified: true, cancellation),
            _ => throw new FormatException($"The operator cannot {verb}"),
        });
    }

    private async Task<HttpClient> ClientOfAsync(string who)
    {
        var (name, _) = who.Split('@') is [var before, var after] ? (before, after) : (who, "");
        if (People.Contains(name))
            await JoinAsync(name);
        if (!_clients.TryGetValue(who, out var client))
        {
            var token = await linnet.LogInAsync(name + _suffix);
            _clients[who] = client = linnet.ClientFor(token["access_token"]!.GetValue<string>());
        }
        return client;
    }

    private async Task JoinAsync(string name)
    {
        if (_clients.ContainsKey(name))
            return;
        _clients[name] = (await linnet.JoinAsync(name + _suffix)).Http;
        _values[name] = name + _suffix;
        _values[name.ToUpperInvariant()] = (name + _suffix).ToUpperInvariant();
    }

    private async Task<string> FillInAsync(string text)
    {
        foreach (var name in Variable().Matches(text).Select(match => match.Groups["name"].Value.ToLowerInvariant()).Where(People.Contains))
            await JoinAsync(name);
        var filled = Variable().Replace(text, match => ValueOf(match.Groups["name"].Value));
        return Repetition().Replace(filled, match => Repeat(match.Groups["text"].Value, match.Groups["times"].Value));
    }

    private string ValueOf(string name) => _values.TryGetValue(name, out var value) ? value : name + _suffix;

    private static string Repeat(string text, string times) =>
        new StringBuilder().Insert(0, text, int.Parse(times, CultureInfo.InvariantCulture)).ToString();

    private static StringContent? ContentOf(string body) => body.Split(' ', 3) switch
    {
        [""] => null,
        ["form", ..] => new StringContent(body["form ".Length..].Replace(' ', '+'), Encoding.UTF8, "application/x-www-form-urlencoded"),
        ["as", var type, var text] => new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue(type)),
        _ => new StringContent(body, Encoding.UTF8, "application/json"),
    };

    private static string ToggleSlash(string path)
    {
        var query = path.IndexOf('?');
        var (before, after) = query < 0 ? (path, "") : (path[..query], path[query..]);
        return (before is "/" ? before : before.EndsWith('/') ? before[..^1] : before + "/") + after;
    }

    [GeneratedRegex(@"\$(?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"<(?<text>[^<>×]+)×(?<times>\d+)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Repetition();
}
