using Linnet.Accounts;
using Linnet.Accounts.Passwords;
using Linnet.Common;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Linnet.Tests.Accounts;

public sealed class PasswordHasherTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hashed_password_verifies()
    {
        using var hasher = HasherAt(cost: 4);
        var hash = await hasher.HashAsync("correct horse", HashingTurn.Uncounted, Cancellation);
        Assert.True(await hasher.VerifyAsync("correct horse", hash, HashingTurn.Uncounted, Cancellation));
        Assert.False(await hasher.VerifyAsync("correct house", hash, HashingTurn.Uncounted, Cancellation));
    }

    [Theory]
    [InlineData("correct horse", null)]
    [InlineData("correct horse", "not a bcrypt hash")]
    [InlineData("", null)]
    [InlineData("", "$2b$04$......................................................")]
    public async Task No_password_matches_without_a_valid_hash(string password, string? storedHash)
    {
        using var hasher = HasherAt(cost: 4);
        Assert.False(await hasher.VerifyAsync(password, storedHash, HashingTurn.Uncounted, Cancellation));
    }

    [Fact]
    [Trait("Promise", "S8")]
    public async Task An_invalid_password_does_not_match_the_hash_of_the_empty_one()
    {
        using var hasher = HasherAt(cost: 4);
        const string HashOfEmpty = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy";
        Assert.True(await hasher.VerifyAsync("", HashOfEmpty, HashingTurn.Uncounted, Cancellation));
        Assert.False(await hasher.VerifyAsync("\0", HashOfEmpty, HashingTurn.Uncounted, Cancellation));
        Assert.False(await hasher.VerifyAsync(new string('x', 73), HashOfEmpty, HashingTurn.Uncounted, Cancellation));
        Assert.False(await hasher.VerifyAsync("\ud83d", HashOfEmpty, HashingTurn.Uncounted, Cancellation));
    }

    [Theory]
    [InlineData("Kk4DQuMMfZL9o", "$2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm", false)]
    [InlineData("Kk4DQuMMfZL9o", "$2a$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm", true)]
    [InlineData("táБℓə", "$2b$05$Z17AXnnlpzddNUvnC6cZNOSwMA/8oNiKnHTHTwLlBijfucQQlHjaG", true)]
    public async Task A_hash_of_another_cost_or_prefix_is_outdated(string password, string hash, bool isOutdated)
    {
        using var hasher = HasherAt(cost: 4);
        Assert.Equal(
            isOutdated ? PasswordMatch.Outdated : PasswordMatch.Current,
            await hasher.MatchAsync(password, hash, HashingTurn.Uncounted, Cancellation));
    }

    [Fact]
    [Trait("Promise", "S10")]
    public async Task A_full_queue_is_busy_at_once()
    {
        using var pool = new HashingPool(threads: 1, queueLength: 1);
        using var gate = new ManualResetEventSlim();
        using var started = new ManualResetEventSlim();
        var running = pool.RunAsync(
            () =>
            {
                started.Set();
                gate.Wait(Cancellation);
                return 1;
            },
            HashingTurn.Uncounted,
            Cancellation);
        started.Wait(Cancellation);
        var queued = pool.RunAsync(() => 2, HashingTurn.Uncounted, Cancellation);

        // "At once": a queued job would wait forever here.
        var refused = await Assert.ThrowsAsync<OutageException>(
            () => pool.RunAsync(() => 3, HashingTurn.Uncounted, Cancellation).WaitAsync(TimeSpan.FromSeconds(10), Cancellation));

        Assert.Same(AccountErrors.HashingBusy, refused.Error);
        gate.Set();
        Assert.Equal(1, await running);
        Assert.Equal(2, await queued);
    }

    [Fact]
    [Trait("Promise", "S10")]
    public async Task An_abandoned_job_costs_nothing()
    {
        using var pool = new HashingPool(threads: 1, queueLength: 2);
        using var gate = new ManualResetEventSlim();
        using var caller = new CancellationTokenSource();
        var running = pool.RunAsync(() => gate.Wait(TimeSpan.FromSeconds(30), Cancellation), HashingTurn.Uncounted, Cancellation);
        var ran = false;
        var abandoned = pool.RunAsync(() => ran = true, HashingTurn.Uncounted, caller.Token);
        await caller.CancelAsync();
        gate.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        Assert.True(await running);
        Assert.False(ran);
    }

    [Fact]
    public async Task A_failed_job_fails_its_caller_and_not_the_thread()
    {
        using var pool = new HashingPool(threads: 1, queueLength: 2);
        await Assert.ThrowsAsync<FormatException>(() => pool.RunAsync<int>(() => throw new FormatException(), HashingTurn.Uncounted, Cancellation));
        Assert.Equal(1, await pool.RunAsync(() => 1, HashingTurn.Uncounted, Cancellation));
    }

    private static PasswordHasher HasherAt(int cost) =>
        new(Options.Create(new PasswordOptions { BcryptCost = cost, HashingThreads = 1 }), Meters.Factory, NullLogger<PasswordHasher>.Instance);
}
