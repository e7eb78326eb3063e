using Linnet.Accounts.Passwords;
using Linnet.Common;
using Xunit;

namespace Linnet.Tests.Accounts;

public sealed class BcryptTests
{
    private const string SeventyTwoBytes = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static readonly Bcrypt Bcrypt = Bcrypt.Load();

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
        Assert.True(Bcrypt.Verify(password, hash));
        Assert.False(Bcrypt.Verify($"{password[..^Math.Min(1, password.Length)]}?", hash));
    }

    [Fact]
    public void Stray_bits_in_the_salt_of_a_foreign_hash_do_no_harm()
    {
        // Old versions of passlib and py-bcrypt left them: "/" and "." differ in bits beyond the 128 of a salt.
        Assert.True(BcryptHash.TryParse("$2a$05$CCCCCCCCCCCCCCCCCCCCC/E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", out var hash));
        Assert.True(Bcrypt.Verify("U*U", hash));
    }

    [Theory]
    [InlineData("correct horse")]
    [InlineData("🐦🐦🐦🐦🐦🐦🐦🐦")]
    public void A_new_hash_is_2b_of_its_cost_and_verifies_its_password_alone(string password)
    {
        var hash = Bcrypt.Hash(password, 5);
        Assert.StartsWith("$2b$05$", hash.ToString());
        Assert.True(BcryptHash.TryParse(hash.ToString(), out var parsed));
        Assert.True(Bcrypt.Verify(password, parsed));
        Assert.False(Bcrypt.Verify($"{password} ", parsed));
    }

    [Fact]
    public void The_same_password_never_hashes_the_same() =>
        Assert.NotEqual(Bcrypt.Hash("correct horse", 4).ToString(), Bcrypt.Hash("correct horse", 4).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2b$+5$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe")]
    [InlineData("$2b$05$CCCCCCCCCCCCCCCCCCCC:.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    public void What_is_no_hash_we_verify_is_not_parsed(string text) => Assert.False(BcryptHash.TryParse(text, out _));

    [Theory]
    [Trait("Promise", "S8")]
    [InlineData(SeventyTwoBytes, true)]
    [InlineData(SeventyTwoBytes + "0", false)]
    [InlineData("🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦", true)] // 18 × 4 bytes
    [InlineData("🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦!", false)]
    [InlineData("secret\0secret", false)]
    public void Only_what_bcrypt_reads_in_full_can_be_hashed(string password, bool canBeHashed)
    {
        Assert.Equal(canBeHashed, PasswordRule.CanBeHashed(password));
        if (!canBeHashed)
            Assert.Throws<ArgumentException>(() => Bcrypt.Hash(password, 4));
    }

    [Fact]
    [Trait("Promise", "S8")]
    public void Half_a_surrogate_pair_cannot_be_hashed() => Assert.False(PasswordRule.CanBeHashed("password\ud83d"));

    [Fact]
    public void A_machine_without_bcrypt_is_told_what_to_install()
    {
        // The first does not exist; the second does, and has no crypt_r.
        var refused = Assert.Throws<StartException>(() => Bcrypt.Load(["libnothing.so.9", "libm.so.6"]));
        Assert.Contains("libcrypt1", refused.Message);
    }
}
