using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using Linnet.Accounts.Passwords;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Security;

/// <summary>Neither the answer to a log-in nor its time tells whether there is an account of that name.</summary>
[Trait("Promise", "S4")]
[Collection(SerialTests.Name)]
public sealed class LoginCostTests
{
    private const int Tries = 21;
    private const double Alike = 1.10;

    // A leak never goes away; a busy machine does.
    private const int Rounds = 12;

    private static readonly string[] UnknownNames = ["nobody", "no body@example.org"];

    private static readonly string[] Passwords = ["a wrong password", "short", new('x', 73), new('x', 5_000), "a wrong\0password"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Known_and_unknown_names_cost_as_many_hashes_and_get_the_same_answer()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        await linnet.JoinAsync("ada");
        var hashes = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, me) =>
        {
            if (instrument.Name is "linnet.hashing.duration")
                me.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref hashes));
        listener.Start();

        async Task<(int Hashes, HttpStatusCode Status, string Body)> TryAsync(string username, string password)
        {
            var before = Volatile.Read(ref hashes);
            using var answer = await GuessAsync(linnet, username, password);
            return (Volatile.Read(ref hashes) - before, answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        }

        Assert.Equal(
            (1, HttpStatusCode.Unauthorized, """{"detail":"Incorrect username or password","code":"incorrect_credentials"}"""),
            await TryAsync("ada", "a wrong password"));
        foreach (var password in Passwords)
        {
            var known = await TryAsync("ada", password);
            foreach (var username in UnknownNames)
                Assert.Equal(known, await TryAsync(username, password));
        }
    }

    [Fact]
    public async Task The_first_log_in_with_an_unknown_name_costs_what_the_highest_stored_cost_does()
    {
        await using var cheap = await RunningLinnet.StartAsync();
        await using var costly = await RunningLinnet.StartAsync();
        PlainSql.Execute(
            costly.Database,
            $"insert into users (username, email, hashed_password, created_at) values ('old', 'old@example.org', '{BcryptHash.NewSetting(12)}', 1)");
        var work = 0.0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, me) =>
        {
            if (instrument.Name is "linnet.hashing.duration")
                me.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => Volatile.Write(ref work, seconds));
        listener.Start();
        (await GuessAsync(cheap, "nobody", "a wrong password")).Dispose();
        var atFour = Volatile.Read(ref work);
        (await GuessAsync(costly, "nobody", "a wrong password")).Dispose();
        // 256 times as many rounds: far more than what else the machine does.
        Assert.True(Volatile.Read(ref work) > 4 * atFour, $"{Volatile.Read(ref work)} s after {atFour} s at the lowest cost");
    }

    [Fact]
    public async Task Their_medians_are_within_ten_percent()
    {
        await using var linnet = await RunningLinnet.StartAsync("--passwords:bcryptcost=8");
        await linnet.JoinAsync("ada");
        var worst = 0.0;
        foreach (var password in Passwords)
        {
            var spread = double.PositiveInfinity;
            for (var round = 0; round < Rounds && spread > Alike; round++)
                spread = Math.Min(spread, await SpreadAsync(linnet, password));
            Assert.True(spread <= Alike, $"one name takes {spread:0.00} times as long as another with {password.Length} characters");
            worst = Math.Max(worst, spread);
        }
        Figures.Record($"medians within {(worst - 1) * 100:0.0} %");
    }

    /// <summary>The slowest median over the quickest, the names taking turns.</summary>
    private static async Task<double> SpreadAsync(RunningLinnet linnet, string password)
    {
        string[] usernames = ["ada", .. UnknownNames];
        var times = usernames.ToDictionary(username => username, _ => new List<double>());
        for (var number = 0; number < Tries; number++)
        {
            foreach (var username in usernames)
            {
                var began = Stopwatch.GetTimestamp();
                using var answer = await GuessAsync(linnet, username, password);
                times[username].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }
        var medians = times.Values.Select(list => list.Order().ElementAt(Tries / 2)).ToList();
        return medians.Max() / medians.Min();
    }

    private static Task<HttpResponseMessage> GuessAsync(RunningLinnet linnet, string username, string password) =>
        linnet.Http.PostAsJsonAsync("/auth/login/json", new { username, password }, Cancellation);
}
