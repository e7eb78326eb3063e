using System.Globalization;
using Linnet.Accounts.Passwords;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Accounts;

/// <summary>Counts the bcrypt rounds of a failed log-in, which must not depend on the account.</summary>
[Trait("Promise", "S4")]
public sealed class EqualWorkTests
{
    private const string Decomposed = "cafe\u0301 au lait";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(6, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    public async Task A_wrong_password_takes_the_same_number_of_rounds_for_every_stored_cost(int stored, int times)
    {
        var counting = new CountingBcrypt();
        using var hasher = new PasswordHasher(counting, new PasswordOptions { BcryptCost = 8, HashingThreads = 1 }, Meters.Factory);
        hasher.RaiseCost(stored);
        foreach (var hash in new[] { BcryptHash.NewSetting(stored).ToString(), BcryptHash.NewSetting(8).ToString(), null, "argon2" })
        {
            counting.Rounds = 0;
            Assert.False(await hasher.VerifyAsync("a wrong password", hash, HashingTurn.Uncounted, Cancellation));
            Assert.Equal(256 * times, counting.Rounds);
        }
    }

    [Fact]
    public async Task A_password_with_two_forms_takes_twice_as_many_rounds_even_for_a_missing_account()
    {
        var counting = new CountingBcrypt();
        using var hasher = new PasswordHasher(counting, new PasswordOptions { BcryptCost = 8, HashingThreads = 1 }, Meters.Factory);
        foreach (var hash in new[] { BcryptHash.NewSetting(7).ToString(), null })
        {
            counting.Rounds = 0;
            Assert.False(await hasher.VerifyAsync(Decomposed, hash, HashingTurn.Uncounted, Cancellation));
            Assert.Equal(2 * 256, counting.Rounds);
        }
    }

    [Fact]
    public async Task After_a_log_in_with_a_higher_cost_an_unknown_name_takes_as_much()
    {
        var counting = new CountingBcrypt();
        using var hasher = new PasswordHasher(counting, new PasswordOptions { BcryptCost = 4, HashingThreads = 1 }, Meters.Factory);
        await hasher.VerifyAsync("a wrong password", BcryptHash.NewSetting(8).ToString(), HashingTurn.Uncounted, Cancellation);
        counting.Rounds = 0;
        Assert.False(await hasher.VerifyAsync("a wrong password", storedHash: null, HashingTurn.Uncounted, Cancellation));
        Assert.Equal(256, counting.Rounds);
    }

    [Fact]
    public async Task An_unknown_name_takes_what_the_highest_stored_cost_takes_before_anyone_with_it_logs_in()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var counting = new CountingBcrypt();
        using var hasher = new PasswordHasher(counting, new PasswordOptions { BcryptCost = 4, HashingThreads = 1 }, Meters.Factory);
        PlainSql.Execute(
            linnet.Database,
            $"insert into users (username, email, hashed_password, created_at) values ('old', 'old@example.org', '{BcryptHash.NewSetting(8)}', 1)");
        await new StoredCosts(linnet.Services.GetRequiredService<Database>(), hasher).LearnAsync(Cancellation);
        Assert.False(await hasher.VerifyAsync("a wrong password", storedHash: null, HashingTurn.Uncounted, Cancellation));
        Assert.Equal(256, counting.Rounds);
    }

    private sealed class CountingBcrypt : Bcrypt
    {
        public int Rounds { get; set; }

        public override string Library => "a count";

        protected override string? Compute(string password, string setting)
        {
            Rounds += 1 << int.Parse(setting.AsSpan(4, 2), CultureInfo.InvariantCulture);
            return $"{setting}{new string('a', 31)}";
        }
    }
}
