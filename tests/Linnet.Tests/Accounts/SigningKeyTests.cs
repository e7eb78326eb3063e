using System.ComponentModel.DataAnnotations;
using System.Runtime.Versioning;
using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Accounts;

public sealed class SigningKeyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string KeyPath => _folder.File("linnet.db.key");

    [Fact]
    public void The_first_start_creates_a_key_that_later_starts_find()
    {
        var key = SigningKeyFile.ReadOrCreate(KeyPath);
        Assert.Equal(32, key.Length);
        Assert.Equal(key, SigningKeyFile.ReadOrCreate(KeyPath));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Only_the_owner_can_read_the_key()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix file modes");
        SigningKeyFile.ReadOrCreate(KeyPath);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [UnsupportedOSPlatform("windows")]
    public void A_key_that_others_can_read_or_change_is_refused_with_advice(UnixFileMode others)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix file modes");
        SigningKeyFile.ReadOrCreate(KeyPath);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        var refused = Assert.Throws<OperatorException>(() => SigningKeyFile.ReadOrCreate(KeyPath));
        Assert.Equal(ExitCode.Database, refused.ExitCode);
        Assert.Contains($"chmod 600 {KeyPath}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Processes_that_start_together_agree_on_one_key()
    {
        using var together = new Barrier(8);
        var keys = new string[8];
        var starts = Enumerable.Range(0, keys.Length).Select(i => new Thread(() =>
        {
            together.SignalAndWait();
            keys[i] = Convert.ToHexString(SigningKeyFile.ReadOrCreate(KeyPath));
        })).ToList();
        starts.ForEach(start => start.Start());
        starts.ForEach(start => start.Join());

        Assert.Single(keys.Distinct());
        Assert.Equal([KeyPath], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ")]
    [InlineData("this is not a key, but it is long enough to be one, is it not")]
    public void A_damaged_key_file_stops_the_start_and_is_not_changed(string content)
    {
        File.WriteAllText(KeyPath, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var refused = Assert.Throws<OperatorException>(() => SigningKeyFile.ReadOrCreate(KeyPath));
        Assert.Contains($"{KeyPath} does not hold a signing key", refused.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(KeyPath));
    }

    [Fact]
    public void A_missing_folder_is_reported() =>
        Assert.Throws<OperatorException>(() => SigningKeyFile.ReadOrCreate(_folder.File("nowhere/linnet.db.key")));

    [Theory]
    [Trait("Promise", "S11")]
    [InlineData("", true)]
    [InlineData("0123456789abcdef0123456789abcde", false)]
    [InlineData("0123456789abcdef0123456789abcdef", true)]
    [InlineData("ééééééééééééééé!", false)] // 16 characters, 31 bytes
    [InlineData("éééééééééééééééé", true)] // 16 characters, 32 bytes
    public void A_configured_key_has_at_least_32_bytes(string key, bool isValid)
    {
        var options = new TokenOptions { SigningKey = key };
        Assert.Equal(isValid, Validator.TryValidateObject(options, new ValidationContext(options), [], validateAllProperties: true));
    }

    public void Dispose() => _folder.Dispose();
}
