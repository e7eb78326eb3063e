using Linnet.Tweets.Entities;
using Xunit;

namespace Linnet.Tests.Tweets.Entities;

public sealed class TextScannerTests
{
    public static TheoryData<string> Cases => [.. EntityCases.All.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_scanner_finds_the_entities_of_each_case(string name)
    {
        var one = EntityCases.All.Single(each => each.Name == name);

        Assert.Equal(one.Entities, TextScanner.Scan(one.Text));
    }

    [Fact]
    public void A_url_is_shown_short_and_its_host_first() =>
        Assert.All(EntityCases.Urls, one => Assert.Equal(one.Display, Urls.DisplayOf(one.Url)));

    [Fact]
    public void A_text_without_entities_allocates_nothing()
    {
        const string text = "At 12:30 a linnet sang: it was small & brown, 5% of its song was borrowed.";
        TextScanner.Scan(text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        TextScanner.Scan(text);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData("tag", "tag")]
    [InlineData("Straße", "strasse")]
    [InlineData("", null)]
    [InlineData("123", null)]
    [InlineData("#tag", null)]
    [InlineData("a b", null)]
    [InlineData("a·", null)]
    public void A_key_belongs_to_a_whole_hashtag(string tag, string? key) => Assert.Equal(key, Hashtags.KeyOf(tag));
}
