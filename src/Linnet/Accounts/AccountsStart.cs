using Linnet.Accounts.Passwords;

namespace Linnet.Accounts;

/// <summary>Creates what log-ins need during start-up, so that a missing dependency stops the start rather than the first log-in.</summary>
internal sealed class AccountsStart(IServiceProvider services) : IHostedService
{
    /// <exception cref="Common.OperatorException">bcrypt is unavailable, or the file of <c>Passwords:RefusedFile</c> cannot be read.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<PasswordHasher>();
        _ = services.GetRequiredService<RefusedPasswords>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
