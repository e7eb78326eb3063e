using Linnet.Accounts.Passwords;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Accounts;

public sealed class BcryptTests
{
    private const string SeventyTwoBytes = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    // Both pass the known-answer test. Where the system has no bcrypt, only the managed one is tested.
    private static readonly Bcrypt[] All = [new ManagedBcrypt(), .. new Bcrypt?[] { SystemBcrypt.Find() }.OfType<Bcrypt>()];

    // From the test suites of crypt_blowfish, passlib and jBCrypt.
    [Theory]
    [InlineData("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a")]
    [InlineData("", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy")]
    [InlineData(SeventyTwoBytes, "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui")]
    [InlineData("táБℓə", "$2a$05$Z17AXnnlpzddNUvnC6cZNOSwMA/8oNiKnHTHTwLlBijfucQQlHjaG")]
    [InlineData("táБℓə", "$2b$05$Z17AXnnlpzddNUvnC6cZNOSwMA/8oNiKnHTHTwLlBijfucQQlHjaG")]
    [InlineData("táБℓə", "$2y$05$Z17AXnnlpzddNUvnC6cZNOSwMA/8oNiKnHTHTwLlBijfucQQlHjaG")]
    [InlineData("Kk4DQuMMfZL9o", "$2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm")]
    [InlineData("abc", "$2a$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi")]
    public void Hashes_of_other_programs_verify(string password, string known)
    {
        Assert.True(BcryptHash.TryParse(known, out var hash));
        Assert.All(All, bcrypt => Assert.True(bcrypt.Verify(password, hash), bcrypt.Library));
        Assert.All(All, bcrypt => Assert.False(bcrypt.Verify($"{password[..^Math.Min(1, password.Length)]}?", hash), bcrypt.Library));
    }

    [Fact]
    public void Stray_bits_in_the_salt_of_a_foreign_hash_are_harmless()
    {
        // Old versions of passlib and py-bcrypt left such bits: "/" and "." differ only beyond the 128 bits of a salt.
        Assert.True(BcryptHash.TryParse("$2a$05$CCCCCCCCCCCCCCCCCCCCC/E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", out var hash));
        Assert.All(All, bcrypt => Assert.True(bcrypt.Verify("U*U", hash), bcrypt.Library));
    }

    [Theory]
    [InlineData("correct horse")]
    [InlineData("🐦🐦🐦🐦🐦🐦🐦🐦")]
    public void A_new_hash_is_2b_of_its_cost_and_verifies_only_its_password(string password)
    {
        foreach (var bcrypt in All)
        {
            var hash = bcrypt.Hash(password, 5);
            Assert.StartsWith("$2b$05$", hash.ToString());
            Assert.True(BcryptHash.TryParse(hash.ToString(), out var parsed));
            // Each library verifies the hashes of both.
            Assert.All(All, other => Assert.True(other.Verify(password, parsed), $"{bcrypt.Library}, {other.Library}"));
            Assert.All(All, other => Assert.False(other.Verify($"{password} ", parsed), $"{bcrypt.Library}, {other.Library}"));
        }
    }

    [Fact]
    public void The_same_password_never_has_the_same_hash_twice() =>
        Assert.All(All, bcrypt => Assert.NotEqual(bcrypt.Hash("correct horse", 4).ToString(), bcrypt.Hash("correct horse", 4).ToString()));

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2b$+5$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe")]
    [InlineData("$2b$05$CCCCCCCCCCCCCCCCCCCC:.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    public void An_unsupported_hash_is_not_parsed(string text) => Assert.False(BcryptHash.TryParse(text, out _));

    [Theory]
    [Trait("Promise", "S8")]
    [InlineData(SeventyTwoBytes, true)]
    [InlineData(SeventyTwoBytes + "0", false)]
    [InlineData("🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦", true)] // 18 × 4 bytes
    [InlineData("🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦!", false)]
    [InlineData("secret\0secret", false)]
    public void A_password_can_be_hashed_only_if_bcrypt_reads_all_of_it(string password, bool canBeHashed)
    {
        Assert.Equal(canBeHashed, PasswordRule.CanBeHashed(password));
        if (!canBeHashed)
            Assert.All(All, bcrypt => Assert.Throws<ArgumentException>(() => bcrypt.Hash(password, 4)));
    }

    [Fact]
    [Trait("Promise", "S8")]
    public void Half_a_surrogate_pair_cannot_be_hashed() => Assert.False(PasswordRule.CanBeHashed("password\ud83d"));

    [Fact]
    public void A_library_that_is_missing_or_lacks_bcrypt_is_not_used() =>
        // The first does not exist. The second exists where there is glibc, but has no crypt_r.
        Assert.Null(SystemBcrypt.Find(["libnothing.so.9", "libm.so.6"]));

    [Fact]
    public void A_setting_selects_the_bundled_library_and_each_library_knows_the_answers()
    {
        Assert.IsType<ManagedBcrypt>(Bcrypt.Load(PasswordLibrary.Managed));
        Assert.All(All, bcrypt => Assert.True(bcrypt.KnowsTheAnswers(), bcrypt.Library));
    }

    [Fact]
    public void The_systems_bcrypt_is_used_where_there_is_one()
    {
        if (SystemBcrypt.Find() is null)
            Requirement.Missing("The system's libraries have no bcrypt");
        Assert.IsType<SystemBcrypt>(Bcrypt.Load());
        Assert.IsType<SystemBcrypt>(Bcrypt.Load(PasswordLibrary.System));
    }
}
