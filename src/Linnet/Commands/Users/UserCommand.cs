using System.CommandLine;
using Linnet.Accounts.Administration;
using Linnet.Common;

namespace Linnet.Commands.Users;

/// <summary><c>linnet user</c>: an operator's commands on accounts, usable while the server runs.</summary>
internal static class UserCommand
{
    public static Command Create(IReadOnlyList<string> settings) =>
        new ExampledCommand(
            "user",
            "Find, show, create and change accounts. Works while the server runs.",
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

    /// <summary>The argument that names an account in most commands.</summary>
    public static Argument<string> AccountArgument() => new("account")
    {
        Description = "A username (in any case, with or without @), an e-mail address, or id: and a number",
    };

    /// <summary>Opens the configured database for one command.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> settings, Func<CommandHost, Task> act, CancellationToken cancellation)
    {
        await using var host = CommandHost.Open(settings);
        await host.RequireSchemaAsync(cancellation);
        await act(host);
        return (int)ExitCode.Success;
    }

    /// <exception cref="OperatorException">There is no such account.</exception>
    public static AccountDetails Require(AccountDetails? account, string text) =>
        account ?? throw new OperatorException(
            ExitCode.Failed, $"There is no user {(text.Contains('@') || text.Contains(':') ? "" : "@")}{TerminalSafeText.Clean(text)}.");
}
