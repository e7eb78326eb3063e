using System.CommandLine;
using Linnet.Accounts;
using Linnet.Accounts.Administration;
using Linnet.Accounts.Deletion;
using Linnet.Accounts.Passwords;
using Linnet.Common;

namespace Linnet.Commands.Users;

/// <summary>The commands under <c>linnet user</c> that need more than the account.</summary>
internal static class UserChanges
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var username = new Argument<string>("username") { Description = "1 to 30 letters, digits and _" };
        var email = new Option<string>("--email") { Description = "The e-mail address", Required = true };
        var fullName = new Option<string>("--full-name") { Description = "The name shown beside the username" };
        var role = RoleOption(Roles.User, Roles.All);
        var fromInput = PasswordStdinOption();
        var command = new ExampledCommand(
            "create",
            "Create an account under the rules of registration. Generates a password and prints it once, unless one is read.",
            "linnet user create ada --email ada@example.org",
            "linnet user create ada --email ada@example.org --role admin --password-stdin < password.txt") { username, email, fullName, role, fromInput };
        command.SetAction((parsed, cancellation) => UserCommand.RunAsync(
            settings,
            async host =>
            {
                var (password, notice) = await PasswordAsync(parsed.GetValue(fromInput), cancellation);
                var registration = TypedInput.Read<Registration>(
                    ("username", parsed.GetRequiredValue(username)), ("email", parsed.GetRequiredValue(email)), ("full_name", parsed.GetValue(fullName)), ("password", password));
                RefuseGuessable(host, password, registration.Username, registration.Email, registration.FullName);
                var made = Succeed(await host.Get<AccountService>().RegisterAsync(registration, HashingTurn.Uncounted, cancellation));
                var account = new AccountReference(made.Id, null, null);
                await PrintAsync(await host.Get<AccountAdministration>().SetRoleAsync(account, parsed.GetRequiredValue(role), cancellation), made.Username, notice);
            },
            cancellation));
        return command;
    }

    public static Command ResetPassword(IReadOnlyList<string> settings)
    {
        var name = UserCommand.AccountArgument();
        var fromInput = PasswordStdinOption();
        var command = new ExampledCommand(
            "reset-password",
            "Set a new password and log the account out everywhere. Generates a password and prints it once, unless one is read.",
            "linnet user reset-password ada",
            "linnet user reset-password ada --password-stdin < password.txt") { name, fromInput };
        command.SetAction((parsed, cancellation) => UserCommand.RunAsync(
            settings,
            async host =>
            {
                var text = parsed.GetRequiredValue(name);
                var account = AccountReference.Parse(text);
                // Looked up first, so that no password is generated for a missing account.
                var owner = UserCommand.Require(await host.Get<AccountDirectory>().FindAsync(account, cancellation), text);
                var (password, notice) = await PasswordAsync(parsed.GetValue(fromInput), cancellation);
                RefuseGuessable(host, password, owner.Username, owner.Email, owner.FullName);
                var hash = await host.Get<PasswordHasher>().HashAsync(password, HashingTurn.Uncounted, cancellation);
                await PrintAsync(await host.Get<AccountAdministration>().ResetPasswordAsync(account, hash, cancellation), text, notice);
            },
            cancellation));
        return command;
    }

    public static Command Rename(IReadOnlyList<string> settings)
    {
        var name = UserCommand.AccountArgument();
        var username = new Argument<string>("username") { Description = "The new username; the old one is free for others at once" };
        var command = new ExampledCommand("rename", "Give an account another username; its sessions go on.", "linnet user rename ada ada_lovelace") { name, username };
        command.SetAction((parsed, cancellation) => UserCommand.RunAsync(
            settings,
            async host =>
            {
                var text = parsed.GetRequiredValue(name);
                var renaming = TypedInput.Read<Renaming>(("username", parsed.GetRequiredValue(username)));
                await PrintAsync(Succeed(await host.Get<AccountAdministration>().RenameAsync(AccountReference.Parse(text), renaming.Username, cancellation)), text);
            },
            cancellation));
        return command;
    }

    public static Command Delete(IReadOnlyList<string> settings)
    {
        var name = UserCommand.AccountArgument();
        var yes = new Option<bool>("--yes") { Description = "Delete. Without this option the command only shows what would be deleted" };
        var command = new ExampledCommand("delete", "Delete an account and everything it wrote. Only a backup can restore it.", "linnet user delete mallory --yes") { name, yes };
        command.SetAction((parsed, cancellation) => UserCommand.RunAsync(
            settings,
            async host =>
            {
                var text = parsed.GetRequiredValue(name);
                var account = UserCommand.Require(await host.Get<AccountDirectory>().FindAsync(AccountReference.Parse(text), cancellation), text);
                if (!parsed.GetValue(yes))
                    throw new OperatorException(ExitCode.Failed, $"@{account.Username} (id {account.Id}) and its {account.TweetsCount:N0} tweets would be deleted permanently. Add --yes to delete them.");
                await host.Get<AccountService>().DeleteAsync(account.Id, cancellation);
                // The account is already hidden everywhere. If this is interrupted, a server removes the rest.
                await host.Get<AccountDeleter>().EraseAsync(account.Id, atMost: null, cancellation);
                await Console.Out.WriteLineAsync($"@{account.Username} (id {account.Id}) was deleted.");
            },
            cancellation));
        return command;
    }

    public static Command Promote(IReadOnlyList<string> settings)
    {
        var name = UserCommand.AccountArgument();
        var role = RoleOption(Roles.Admin, [Roles.Moderator, Roles.Admin]);
        var command = new ExampledCommand("promote", "Make an account an admin or a moderator.", "linnet user promote ada", "linnet user promote bob --role moderator") { name, role };
        command.SetAction((parsed, cancellation) => UserCommand.RunAsync(
            settings,
            async host =>
            {
                var text = parsed.GetRequiredValue(name);
                await PrintAsync(
                    await host.Get<AccountAdministration>().SetRoleAsync(AccountReference.Parse(text), parsed.GetRequiredValue(role), cancellation), text);
            },
            cancellation));
        return command;
    }

    private static Option<string> RoleOption(string otherwise, IReadOnlyList<string> roles)
    {
        var role = new Option<string>("--role") { Description = $"One of {string.Join(", ", roles)}", DefaultValueFactory = _ => otherwise };
        role.AcceptOnlyFromAmong([.. roles]);
        return role;
    }

    private static Option<bool> PasswordStdinOption() => new("--password-stdin") { Description = "Read the password from the first line of standard input" };

    private static async Task<(string Password, string? Notice)> PasswordAsync(bool fromInput, CancellationToken cancellation)
    {
        if (fromInput)
            return (await OneTimePassword.ReadAsync(Console.In, cancellation), null);
        var password = OneTimePassword.Make();
        return (password, $"  password   {password}   (shown only once; ask the user to change it)");
    }

    private static void RefuseGuessable(CommandHost host, string password, params ReadOnlySpan<string?> known)
    {
        if (host.Get<RefusedPasswords>().ErrorIn(password, known) is { } error)
            throw new OperatorException(ExitCode.Usage, $"password: {error}");
    }

    private static T Succeed<T>(Result<T> outcome) =>
        outcome.Error is { } error ? throw new OperatorException(ExitCode.Failed, $"{error.Detail}.") : outcome.Value!;

    private static async Task PrintAsync(AccountDetails? account, string name, string? notice = null)
    {
        await Console.Out.WriteLineAsync(AccountText.Card(UserCommand.Require(account, name)));
        if (notice is not null)
            await Console.Out.WriteLineAsync(notice);
    }
}
