using FsCheck;
using FsCheck.Fluent;
using Linnet.Common;
using Xunit;

namespace Linnet.Tests.Common;

public sealed class FoldTests
{
    [Theory]
    [InlineData("Hello, World", "hello, world")]
    [InlineData("Straße ſ ẞ", "strasse s ss")]
    [InlineData("ﬁn ﬀ ŉ ǰ", "fin ff ʼn ǰ")]
    [InlineData("ΣΊΣΥΦΟΣ ς ΐ", "σίσυφοσ σ ΐ")]
    [InlineData("İI ıi", "i\u0307i ıi")]
    [InlineData("Ｎｅｗｓ ① ㍿", "news 1 株式会社")]
    [InlineData("cafe\u0301", "caf\u00e9")]
    [InlineData("a\u0323\u0302 a\u0302\u0323", "\u1ead \u1ead")]
    [InlineData("\u1112\u1161\u11ab", "한")]
    [InlineData("so\u00adft\u200b\ufeff ❤\ufe0f", "soft ❤")]
    [InlineData("𐐀 \U00010D50", "𐐨 \U00010D70")]
    [InlineData("\U000E0041", "")]
    [InlineData("\0\u001f", "\0\u001f")]
    public void The_key_is_without_case_width_and_invisible_characters(string text, string key) => Assert.Equal(key, Fold.Key(text));

    // Not a case above: the report of a test run is UTF-8, which has no halves of pairs.
    [Fact]
    public void Half_of_a_surrogate_pair_is_replaced() => Assert.Equal("\ufffd", Fold.Key("\ud83d"));

    [Fact]
    public void The_key_of_a_key_is_the_same_key() => FsCheck.Fluent.Prop
        .ForAll(ArbMap.Default.ArbFor<char[]>(), characters => Fold.Key(Fold.Key(new string(characters))) == Fold.Key(new string(characters)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5000).WithQuietOnSuccess(true));

    [Fact]
    public void Each_code_point_is_its_own_key_or_has_a_key_that_is() =>
        Assert.All(
            Enumerable.Range(0, 0x110000).Where(point => point is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32),
            character => Assert.Equal(Fold.Key(character), Fold.Key(Fold.Key(character))));
}
