using Linnet.Accounts.Passwords;

namespace Linnet.Accounts;

/// <summary>Makes what log-ins need while the server starts, so that what is missing stops it instead of the first log-in.</summary>
internal sealed class AccountsStart(IServiceProvider services) : IHostedService
{
    /// <exception cref="Common.OperatorException">There is no bcrypt, or the file of <c>Passwords:RefusedFile</c> cannot be read.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<PasswordHasher>();
        _ = services.GetRequiredService<RefusedPasswords>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
