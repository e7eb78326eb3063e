using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Linnet.Tweets.Entities;
using Xunit;

namespace Linnet.Tests.Tweets.Entities;

/// <summary>What holds for the entities of every text.</summary>
public sealed class TextScannerPropertyTests
{
    private const int ReadsPerCharacter = 6;

    // Each choice of the grammar has a part here. Random characters alone hardly ever make an entity.
    private static readonly string[] Parts =
    [
        "@", "＠", "#", "＃", ":", "://", "http", "https://", "a.example", "x", "ada", "É", "e\u0301", "\ufe0f", "\u20e3", "1", "٣", "_", "-", ".", "/", "?",
        "&", "!", "(", ")", "」", "”", "*", "~", " ", "\n", "·", "\u200d", "\u200b", "日本", "です", "привет", "한", "हि", "ß", "ﷺ", "\u3164", "🐦", "𠮷",
        "\ud83d", "\udc26", "\0", "[::1]", "127.0.0.1", "localhost", ":80", "xn--", ".https://", "abcdefghijklmnopqrstuvwxyz",
    ];

    // Half of the texts repeat a few parts: an entity then meets its like, which finds overlaps.
    private static readonly Arbitrary<string> Texts = Gen.OneOf(
        Gen.Elements(Parts).ListOf().Select(string.Concat),
        Gen.Elements(Parts).ArrayOf(3).Select(parts => string.Concat(Enumerable.Repeat(string.Concat(parts), 3)))).ToArbitrary();

    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(5000).WithEndSize(30).WithQuietOnSuccess(true);

    [Fact]
    public void Entities_are_in_order_and_never_overlap() => Check(Texts, text =>
    {
        var end = 0;
        foreach (var entity in TextScanner.Scan(text))
        {
            Assert.InRange(entity.Start, end, entity.End - 1);
            end = entity.End;
        }
        Assert.InRange(end, 0, text.EnumerateRunes().Count());
    });

    [Fact]
    public void Offsets_cut_what_the_key_says() => Check(Texts, text =>
    {
        var runes = text.EnumerateRunes().ToArray();
        foreach (var entity in TextScanner.Scan(text))
        {
            var cut = string.Concat(runes[entity.Start..entity.End].Select(rune => rune.ToString()));
            switch (entity.Kind)
            {
                case EntityKind.Mention:
                    Assert.Contains(cut, (string[])[$"@{entity.Key}", $"＠{entity.Key}"]);
                    break;
                case EntityKind.Hashtag:
                    Assert.Contains(cut[0], "#＃");
                    Assert.Equal(entity.Key, Hashtags.KeyOf(cut[1..]));
                    break;
                default:
                    // Half of a surrogate pair is U+FFFD among the runes.
                    Assert.Equal(cut, string.Concat(entity.Key.EnumerateRunes().Select(rune => rune.ToString())));
                    Assert.Matches("^[Hh][Tt][Tt][Pp][Ss]?://", entity.Key);
                    break;
            }
        }
    });

    [Fact]
    public void The_key_of_a_hashtag_is_a_hashtag_with_that_key() => Check(Texts, text =>
        Assert.All(TextScanner.Scan(text).Where(entity => entity.Kind is EntityKind.Hashtag), entity => Assert.Equal(entity.Key, Hashtags.KeyOf(entity.Key))));

    [Fact]
    public void Any_string_is_scanned_without_an_exception() =>
        Check(ArbMap.Default.ArbFor<char[]>(), characters => TextScanner.Scan(new string(characters)));

    [Fact]
    public void The_work_grows_no_faster_than_the_text() => Check(Texts, text =>
    {
        var repeated = new StringBuilder().Insert(0, text, 1 + (2000 / (text.Length + 1))).ToString();

        TextScanner.Scan(repeated, out var reads);

        Assert.InRange(reads, 0, ReadsPerCharacter * repeated.Length);
    });

    [Theory]
    [InlineData("@")]
    [InlineData("#")]
    [InlineData("(")]
    [InlineData("://")]
    [InlineData("http://")]
    [InlineData("https://a.example/(")]
    [InlineData("https://a.")]
    [InlineData("#a·")]
    [InlineData("@a ")]
    [InlineData("#a ")]
    [InlineData("https://a.example ")]
    [InlineData("\u0301@")]
    [InlineData("\u0301")]
    public void Repeated_signs_take_linear_work(string part)
    {
        foreach (var end in (string[])["", "@ada", "#a"])
        {
            var text = new StringBuilder().Insert(0, part, 10_000).Append(end).ToString();

            TextScanner.Scan(text, out var reads);

            Assert.InRange(reads, 0, ReadsPerCharacter * text.Length);
        }
    }

    private static void Check<T>(Arbitrary<T> values, Action<T> property) => FsCheck.Fluent.Prop.ForAll(values, property).Check(Thorough);
}
