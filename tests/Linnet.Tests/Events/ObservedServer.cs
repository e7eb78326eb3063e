using Linnet.Events;
using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Events;

/// <summary>
/// Three people: ada and bob with a tweet each, bob with a reply to his own, which cyd likes; bob likes his tweet; ada
/// follows cyd.
/// </summary>
internal sealed class ObservedServer
{
    private ObservedServer()
    {
    }

    public required Person Linnet { get; init; }

    public required Person Ada { get; init; }

    public required Person Bob { get; init; }

    public required Person Cyd { get; init; }

    public required string RefreshToken { get; init; }

    public required long AdasTweet { get; init; }

    public required long BobsTweet { get; init; }

    public required long BobsReply { get; init; }

    public TweetReference ToAda => new(AdasTweet, Ada.Id);

    public static async Task<ObservedServer> CreateAsync(RunningLinnet linnet)
    {
        var (ada, bob, cyd) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("bob"), await linnet.JoinAsync("cyd"));
        var bobsTweet = await bob.TweetAsync("bob's");
        var world = new ObservedServer
        {
            Linnet = new Person("nobody", 0, linnet.Http),
            Ada = ada,
            Bob = bob,
            Cyd = cyd,
            RefreshToken = (string)(await linnet.LogInAsync("cyd"))["refresh_token"]!,
            AdasTweet = await ada.TweetAsync("ada's"),
            BobsTweet = bobsTweet,
            BobsReply = await bob.TweetAsync("bob's reply", replyTo: bobsTweet),
        };
        await bob.LikeAsync(bobsTweet);
        await cyd.LikeAsync(world.BobsReply);
        await ada.FollowAsync(cyd);
        return world;
    }
}
