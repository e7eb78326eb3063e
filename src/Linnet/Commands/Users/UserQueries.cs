using System.CommandLine;
using Linnet.Accounts.Administration;
using Linnet.Common;

namespace Linnet.Commands.Users;

/// <summary>The read-only commands under <c>linnet user</c>.</summary>
internal static class UserQueries
{
    private const int FindLimit = 50;
    private const int ListLimit = 100;
    private const int MaxListLimit = 1_000_000;

    public static Command Find(IReadOnlyList<string> settings)
    {
        var text = new Argument<string>("text") { Description = "An id, an e-mail address, or a part of a username or full name" };
        var command = new ExampledCommand(
            "find", $"List the accounts that match a text, at most {FindLimit}. Exit code 1 if there is none.", "linnet user find love", "linnet user find ada@example.org") { text };
        command.SetAction((parsed, cancellation) => UserCommand.RunAsync(
            settings,
            async host =>
            {
                var wanted = parsed.GetRequiredValue(text).Trim();
                var found = wanted is "" ? [] : await host.Get<AccountDirectory>().SearchAsync(wanted, FindLimit + 1, cancellation);
                if (found.Count is 0)
                    throw new OperatorException(ExitCode.Failed, $"No account matches '{TerminalSafeText.Clean(wanted)}'.");
                await PrintAsync(found, FindLimit, "Use a longer text to find the others.");
            },
            cancellation));
        return command;
    }

    public static Command List(IReadOnlyList<string> settings)
    {
        var since = new Option<string>("--since") { Description = "Only accounts registered since: a date (2026-01-31, UTC) or how long ago (7d, 12h, 30m)" };
        var role = new Option<string>("--role") { Description = $"Only accounts with this role: {string.Join(", ", Roles.All)}" };
        role.AcceptOnlyFromAmong([.. Roles.All]);
        var inactive = new Option<bool>("--inactive") { Description = "Only deactivated accounts" };
        var limit = new Option<int>("--limit") { Description = "How many at most", DefaultValueFactory = _ => ListLimit };
        var command = new ExampledCommand(
            "list", "List accounts, newest first.", "linnet user list --since 2026-01-31", "linnet user list --role admin") { since, role, inactive, limit };
        command.SetAction((parsed, cancellation) => UserCommand.RunAsync(
            settings,
            async host =>
            {
                var most = parsed.GetValue(limit);
                if (most is < 1 or > MaxListLimit)
                    throw new OperatorException(ExitCode.Usage, $"--limit is {most}; it must be 1 to {MaxListLimit}.");
                var from = parsed.GetValue(since) is { } text ? SinceOption.Parse(text, host.Get<TimeProvider>()) : new Timestamp(long.MinValue);
                var found = await host.Get<AccountDirectory>().ListAsync(from, parsed.GetValue(role), parsed.GetValue(inactive), most + 1, cancellation);
                await PrintAsync(found, most, "Raise --limit to see the others.");
            },
            cancellation));
        return command;
    }

    public static Command Show(IReadOnlyList<string> settings)
    {
        var name = UserCommand.AccountArgument();
        var command = new ExampledCommand("show", "Show an account.", "linnet user show ada", "linnet user show id:17") { name };
        command.SetAction((parsed, cancellation) => UserCommand.RunAsync(
            settings,
            async host =>
            {
                var text = parsed.GetRequiredValue(name);
                var account = await host.Get<AccountDirectory>().FindAsync(AccountReference.Parse(text), cancellation);
                await Console.Out.WriteLineAsync(AccountText.Card(UserCommand.Require(account, text)));
            },
            cancellation));
        return command;
    }

    private static async Task PrintAsync(List<AccountDetails> accounts, int limit, string howToSeeMore)
    {
        foreach (var line in AccountText.Table(accounts.Take(limit)))
            await Console.Out.WriteLineAsync(line);
        if (accounts.Count > limit)
            await Console.Error.WriteLineAsync($"There are more than {limit:N0}. {howToSeeMore}");
    }
}
