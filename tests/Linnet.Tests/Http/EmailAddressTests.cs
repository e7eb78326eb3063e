using Linnet.Http.Input;
using Xunit;

namespace Linnet.Tests.Http;

public sealed class EmailAddressTests
{
    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "alice", "An email address must have an @-sign." },
        { "@example.com", "There must be something before the @-sign." },
        { "alice@", "There must be something after the @-sign." },
        { "alice@example", "The part after the @-sign is not valid. It should have a period." },
        { "alice@b@example.com", "The part after the @-sign contains invalid characters: '@'." },
        { "al ice@example.com", "The email address contains invalid characters before the @-sign: SPACE." },
        { "al(ice,@example.com", "The email address contains invalid characters before the @-sign: '(', ','." },
        { "al\u202eice@example.com", "The email address contains invalid characters before the @-sign: U+202E." },
        { ".alice@example.com", "An email address cannot start with a period." },
        { "alice.@example.com", "An email address cannot have a period immediately before the @-sign." },
        { "a..b@example.com", "An email address cannot have two periods in a row." },
        { "alice@.example.com", "An email address cannot have a period immediately after the @-sign." },
        { "alice@example.com.", "An email address cannot end with a period." },
        { "alice@example..com", "An email address cannot have two periods in a row." },
        { "alice@-example.com", "An email address cannot have a hyphen immediately after the @-sign." },
        { "alice@example.com-", "An email address cannot end with a hyphen." },
        { "alice@example-.com", "An email address cannot have a period and a hyphen next to each other." },
        { "alice@192.168.0.1", "The part after the @-sign is not valid. It is not within a valid top-level domain." },
        { "alice@printer.local", "The part after the @-sign is a special-use or reserved name that cannot be used with email." },
        { new string('(', 2049), "Length must not exceed 2048 characters" },
        { new string('a', 65) + "@example.com", "The email address is too long before the @-sign (1 character too many)." },
        { "a@" + new string('b', 64) + ".com", "After the @-sign, periods cannot be separated by so many characters (1 character too many)." },
        { new string('a', 64) + "@" + string.Concat(Enumerable.Repeat("bbbbbbbbb.", 19)) + "com", "The email address is too long (4 characters too many)." },
    };

    [Theory, MemberData(nameof(Refused))]
    public void An_invalid_address_is_reported_with_the_reason(string text, string reason)
    {
        var error = EmailAddress.Normalize(text, out _);
        Assert.Equal(("value_error", $"value is not a valid email address: {reason}"), (error?.Type, error?.Message));
        Assert.Equal(reason, error?.Context?["reason"]?.GetValue<string>());
    }

    [Theory]
    [InlineData("alice@example.com", "alice@example.com")]
    [InlineData(" Alice.B+tag@EXAMPLE.Com ", "Alice.B+tag@example.com")]
    [InlineData("o'brien!#$%&*/=?^_`{|}~-@a-b.co.uk", "o'brien!#$%&*/=?^_`{|}~-@a-b.co.uk")]
    [InlineData("用户@例子.中国", "用户@例子.中国")]
    public void An_address_is_kept_with_its_domain_in_lower_case(string text, string expected)
    {
        Assert.Null(EmailAddress.Normalize(text, out var address));
        Assert.Equal(expected, address);
    }
}
