using System.CommandLine;
using Linnet.Accounts;
using Linnet.Common;
using Linnet.Users;

namespace Linnet.Commands;

/// <summary><c>linnet user</c>: what an operator does to one account, beside a running server.</summary>
internal static class UserCommand
{
    private delegate Task<Account?> Act(AccountAdministration accounts, string name, CancellationToken cancellation);

    public static Command Create(IReadOnlyList<string> settings) =>
        new ExampledCommand("user", "Show or change one account. Works while the server runs.", "linnet user show ada", "linnet user deactivate mallory")
        {
            Verb(settings, "show", "Show an account", (accounts, name, cancellation) => accounts.FindAsync(name, cancellation)),
            Verb(settings, "verify", "Mark an account as verified", (accounts, name, cancellation) => accounts.SetVerifiedAsync(name, true, cancellation)),
            Verb(settings, "unverify", "Take the mark back", (accounts, name, cancellation) => accounts.SetVerifiedAsync(name, false, cancellation)),
            Verb(settings, "activate", "Switch an account on again", (accounts, name, cancellation) => accounts.ActivateAsync(name, cancellation)),
            Verb(settings, "deactivate", "Switch an account off; its sessions end", (accounts, name, cancellation) => accounts.DeactivateAsync(name, cancellation)),
        };

    private static ExampledCommand Verb(IReadOnlyList<string> settings, string verb, string description, Act act)
    {
        var name = new Argument<string>("name") { Description = "The username, in any case, with or without @" };
        var command = new ExampledCommand(verb, description, $"linnet user {verb} ada") { name };
        command.SetAction((parsed, cancellation) => RunAsync(settings, act, parsed.GetRequiredValue(name).TrimStart('@'), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> settings, Act act, string name, CancellationToken cancellation)
    {
        await using var tool = Tool.Open(settings);
        await tool.RequireSchemaAsync(cancellation);
        var account = await act(tool.Get<AccountAdministration>(), name, cancellation)
            ?? throw new StartException(ExitCode.Failed, $"There is no user @{TerminalText.Clean(name)}.");
        await Console.Out.WriteLineAsync(Card(account));
        return (int)ExitCode.Success;
    }

    private static string Card(Account account) => $"""
        @{account.Username} (id {account.Id})
          name       {TerminalText.Clean(account.FullName ?? "-")}
          bio        {TerminalText.Clean(account.Bio ?? "-")}
          e-mail     {TerminalText.Clean(account.Email)}
          active     {(account.IsActive ? "yes" : "no")}
          verified   {(account.IsVerified ? "yes" : "no")}
          joined     {account.CreatedAt}
          followers  {account.FollowersCount:N0}
          following  {account.FollowingCount:N0}
          tweets     {account.TweetsCount:N0}
        """;
}
