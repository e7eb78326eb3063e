using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Architecture;

public sealed class AreaRuleTests
{
    [Fact]
    public void No_area_uses_one_to_its_right() =>
        Assert.Empty(AreaRule.FindViolations(Path.Combine(Repository.Root, "src", "Linnet")));

    [Fact]
    public void Every_folder_of_the_server_is_an_area()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src", "Linnet")).Select(Path.GetFileName);
        Assert.Empty(folders.Except(AreaRule.Areas).Except(["bin", "obj", "Properties"]));
    }

    [Theory]
    [InlineData("using Linnet.Tweets;")]
    [InlineData("internal sealed class X(Linnet.Tweets.TweetService tweets);")]
    [InlineData("public const int Length = Tweets.TweetLimits.ContentLength;")]
    [InlineData("/// <see cref=\"Tweets.Tweet\"/>")]
    public void A_planted_arrow_to_the_right_is_found(string planted)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("Users"));
        File.WriteAllText(folder.File("Users/Planted.cs"), planted);
        Assert.Single(AreaRule.FindViolations(folder.Path));
    }

    [Fact]
    public void The_pattern_knows_every_area() =>
        Assert.All(AreaRule.Areas.Skip(1), area =>
        {
            using var folder = new TempFolder();
            Directory.CreateDirectory(folder.File(AreaRule.Areas[0]));
            File.WriteAllText(folder.File($"{AreaRule.Areas[0]}/Planted.cs"), $"{area}.Type");
            Assert.Single(AreaRule.FindViolations(folder.Path));
        });

    [Theory]
    [InlineData("using Linnet.Users;")]
    [InlineData("page.Timelines.Add(author.Notifications.Count);")]
    public void An_arrow_to_the_left_or_a_member_named_like_an_area_is_fine(string planted)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("Tweets"));
        File.WriteAllText(folder.File("Tweets/Planted.cs"), planted);
        Assert.Empty(AreaRule.FindViolations(folder.Path));
    }
}
