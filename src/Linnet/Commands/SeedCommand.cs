using System.CommandLine;
using Linnet.Accounts.Passwords;
using Linnet.Commands.Seed;
using Linnet.Common;
using Linnet.Media.Files;
using Linnet.Storage.Counters;
using Linnet.Tweets.Entities;

namespace Linnet.Commands;

/// <summary><c>linnet seed</c>: writes a demo data set, to explore or to benchmark.</summary>
internal static class SeedCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var people = Number("--people", 200, 1, 1_000_000, "How many users");
        var tweets = Number("--tweets", 3000, 0, 20_000_000, "How many tweets, replies, reposts and quotes");
        var follows = Number("--follows-each", 20, 0, 100_000, "How many others each user follows");
        var likes = Number("--likes", 15_000, 0, 100_000_000, "How many likes");
        var seed = Number("--seed", 1, int.MinValue, int.MaxValue, "The seed of the random generator; the same number gives the same data");
        var command = new ExampledCommand(
            "seed",
            $"Fill a database without users with demo data. The password of every account is '{Seeder.Password}'.",
            "linnet seed --database demo.db && linnet --database demo.db",
            "linnet seed --people 10000 --follows-each 100 --tweets 200000 --likes 1000000") { people, tweets, follows, likes, seed };
        command.SetAction((parsed, cancellation) => RunAsync(
            settings,
            new DemoSize(
                parsed.GetValue(people), parsed.GetValue(tweets), parsed.GetValue(follows), parsed.GetValue(likes), parsed.GetValue(seed)),
            cancellation));
        return command;
    }

    private static Option<int> Number(string name, int defaultValue, int min, int max, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => defaultValue, HelpName = "number" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && (value < min || value > max))
                result.AddError($"{name} is {value:N0}, which is not between {min:N0} and {max:N0}.");
        });
        return option;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> settings, DemoSize size, CancellationToken cancellation)
    {
        size.EnsurePossible();
        await using var host = CommandHost.Open(settings);
        await host.Database.MigrateAsync(cancellation);
        var seeder = new Seeder(host.Database, host.Get<CounterAudit>(), host.Get<EntityBackfill>(), host.Get<PasswordHasher>(), host.Get<MediaStore>());
        var username = await ProgressDisplay.RunAsync(progress => seeder.RunAsync(size, progress, cancellation));
        await host.InvalidateServersAsync(cancellation);
        await Console.Out.WriteLineAsync(
            $"{host.Database.Location} now has {size.People:N0} users. Log in as any of them, such as {username}, with '{Seeder.Password}'.");
        return (int)ExitCode.Success;
    }
}
