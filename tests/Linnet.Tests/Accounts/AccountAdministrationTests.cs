using Linnet.Accounts.Administration;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Accounts;

public sealed class AccountAdministrationTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _alice = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AccountDirectory Directory => _linnet.Services.GetRequiredService<AccountDirectory>();

    private AccountAdministration Administration => _linnet.Services.GetRequiredService<AccountAdministration>();

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        _alice = await _linnet.JoinAsync("alice");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Verification_shows_in_the_profile_and_leaves_sessions_alone(bool isVerified)
    {
        await Administration.SetVerifiedAsync(AccountReference.Parse("alice"), !isVerified, Cancellation);
        var account = await Administration.SetVerifiedAsync(AccountReference.Parse("Alice"), isVerified, Cancellation);
        Assert.Equal(isVerified, account!.IsVerified);
        Assert.Equal(isVerified, (await _alice.ReadAsync("/users/me"))["is_verified"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Deactivating_one_account_leaves_others_alone()
    {
        await _linnet.JoinAsync("bob");
        await Administration.DeactivateAsync(AccountReference.Parse("bob"), Cancellation);
        Assert.True((await _alice.ReadAsync("/users/me"))["is_active"]!.GetValue<bool>());
        Assert.False((await _alice.ReadAsync("/users/bob"))["is_active"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("ALICE", true)]
    [InlineData("nobody", false)]
    [InlineData("", false)]
    [InlineData("alice\0", false)]
    [InlineData("al\u0131ce", false)] // a dotless i
    public async Task An_account_is_found_only_by_its_exact_name(string username, bool isFound) =>
        Assert.Equal(isFound, await Directory.FindAsync(AccountReference.Parse(username), Cancellation) is not null);

    [Fact]
    public async Task A_Kelvin_sign_does_not_match_a_k()
    {
        await _linnet.JoinAsync("kate");
        Assert.Null(await Directory.FindAsync(AccountReference.Parse("\u212Aate"), Cancellation));
    }
}
