using System.CommandLine;
using Linnet.Accounts.Administration;

namespace Linnet.Commands.Users;

/// <summary>The commands under <c>linnet user</c> that need only the account.</summary>
internal static class UserVerbs
{
    private delegate Task<AccountDetails?> Change(AccountAdministration accounts, AccountReference account, CancellationToken cancellation);

    public static Command Verify(IReadOnlyList<string> settings) =>
        Verb(settings, "verify", "Mark an account as verified.", (accounts, account, cancellation) => accounts.SetVerifiedAsync(account, true, cancellation));

    public static Command Unverify(IReadOnlyList<string> settings) =>
        Verb(settings, "unverify", "Remove the verified mark from an account.", (accounts, account, cancellation) => accounts.SetVerifiedAsync(account, false, cancellation));

    public static Command Activate(IReadOnlyList<string> settings) =>
        Verb(settings, "activate", "Reactivate an account.", (accounts, account, cancellation) => accounts.ActivateAsync(account, cancellation));

    public static Command Deactivate(IReadOnlyList<string> settings) =>
        Verb(settings, "deactivate", "Deactivate an account and end its sessions.", (accounts, account, cancellation) => accounts.DeactivateAsync(account, cancellation));

    public static Command EndSessions(IReadOnlyList<string> settings) =>
        Verb(settings, "end-sessions", "Log an account out everywhere; its password stays.", (accounts, account, cancellation) => accounts.EndSessionsAsync(account, cancellation));

    public static Command Demote(IReadOnlyList<string> settings) =>
        Verb(settings, "demote", "Remove the role of an admin or a moderator.", (accounts, account, cancellation) => accounts.SetRoleAsync(account, Roles.User, cancellation));

    private static ExampledCommand Verb(IReadOnlyList<string> settings, string verb, string description, Change change)
    {
        var name = UserCommand.AccountArgument();
        var command = new ExampledCommand(verb, description, $"linnet user {verb} ada") { name };
        command.SetAction((parsed, cancellation) => UserCommand.RunAsync(
            settings, host => ChangeAsync(host, parsed.GetRequiredValue(name), change, cancellation), cancellation));
        return command;
    }

    private static async Task ChangeAsync(CommandHost host, string name, Change change, CancellationToken cancellation)
    {
        var account = await change(host.Get<AccountAdministration>(), AccountReference.Parse(name), cancellation);
        await Console.Out.WriteLineAsync(AccountText.Card(UserCommand.Require(account, name)));
    }
}
