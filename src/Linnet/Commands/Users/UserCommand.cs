using System.CommandLine;
using Linnet.Accounts.Administration;
using Linnet.Common;

namespace Linnet.Commands.Users;

/// <summary><c>linnet user</c>: what an operator does to accounts, beside a running server.</summary>
internal static class UserCommand
{
    public static Command Create(IReadOnlyList<string> settings) =>
        new ExampledCommand(
            "user",
            "Find, show, make and change accounts. Works while the server runs.",
            "linnet user list --since 7d",
            "linnet user reset-password ada",
            "linnet user deactivate mallory")
        {
            UserQueries.Find(settings),
            UserQueries.List(settings),
            UserQueries.Show(settings),
            UserChanges.Create(settings),
            UserChanges.ResetPassword(settings),
            UserChanges.Rename(settings),
            UserChanges.Delete(settings),
            UserVerbs.EndSessions(settings),
            UserChanges.Promote(settings),
            UserVerbs.Demote(settings),
            UserVerbs.Verify(settings),
            UserVerbs.Unverify(settings),
            UserVerbs.Activate(settings),
            UserVerbs.Deactivate(settings),
        };

    /// <summary>The argument with which most commands name an account.</summary>
    public static Argument<string> AccountArgument() => new("account")
    {
        Description = "A username (in any case, with or without @), an e-mail address, or id: and a number",
    };

    /// <summary>Opens the database that the settings name, for one command.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> settings, Func<CommandHost, Task> act, CancellationToken cancellation)
    {
        await using var host = CommandHost.Open(settings);
        await host.RequireSchemaAsync(cancellation);
        await act(host);
        return (int)ExitCode.Success;
    }

    /// <exception cref="OperatorException">There is none.</exception>
    public static AccountDetails Require(AccountDetails? account, string text) =>
        account ?? throw new OperatorException(
            ExitCode.Failed, $"There is no user {(text.Contains('@') || text.Contains(':') ? "" : "@")}{TerminalSafeText.Clean(text)}.");
}
