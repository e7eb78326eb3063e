using Linnet.Accounts.Passwords;

namespace Linnet.Accounts;

/// <summary>Makes what log-ins need while the server starts, so that what is missing stops it instead of the first log-in.</summary>
internal sealed class AccountsStart(IServiceProvider services) : IHostedService
{
    /// <exception cref="Common.StartException">There is no bcrypt.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<PasswordHasher>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
