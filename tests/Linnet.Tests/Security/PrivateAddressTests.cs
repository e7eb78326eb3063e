using System.Reflection;
using Linnet.Events;
using Linnet.Tests.Fixtures;
using Linnet.Tests.OpenApi;
using Xunit;

namespace Linnet.Tests.Security;

/// <summary>An e-mail address is shown to its owner and to nobody else. That it is in no log, <see cref="LogWatch"/> holds for every test.</summary>
[Trait("Promise", "S3")]
public sealed class PrivateAddressTests
{
    private const string Address = "ada@example.org";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_answer_about_another_user_has_it()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var api = await ApiDescription.ReadAsync(linnet.Http);
        var (ada, eve) = await MeetAsync(linnet);
        var reply = (long)(await eve.ReadAsync("/tweets/"))[0]!["id"]!;
        await ada.TweetAsync("again", retweetOf: reply);
        foreach (var operation in api.Operations.Where(operation => operation.Method == HttpMethod.Get))
        {
            var path = operation.Path.Replace("{username}", "ada", StringComparison.Ordinal).Replace("{tweet_id}", $"{reply}", StringComparison.Ordinal);
            foreach (var query in new[] { "", "?grouped=true", "?fields=email", "?include=email" })
            {
                var answer = await eve.GetAsync(path + query);
                Assert.DoesNotContain(Address, $"{answer.Headers}{await answer.Content.ReadAsStringAsync(Cancellation)}", StringComparison.OrdinalIgnoreCase);
            }
        }
        // The owner's own, so that this would be noticed if it looked for the wrong text.
        Assert.Contains(Address, (await ada.ReadAsync("/users/me")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_live_message_has_it()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var (ada, eve) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("eve"));
        await eve.FollowAsync(ada);
        var tweet = await eve.TweetAsync("hers");
        await using var live = await LiveClient.ConnectAsync(eve);
        await ada.TweetAsync("new");
        await ada.TweetAsync("a reply", replyTo: tweet);
        await ada.TweetAsync("a retweet", retweetOf: tweet);
        await ada.LikeAsync(tweet);
        await ada.FollowAsync(eve);
        var kinds = new HashSet<string>();
        while (!kinds.Contains("new_follow"))
        {
            var message = await live.ReceiveAsync();
            kinds.Add((string)message["type"]!);
            Assert.DoesNotContain("@example.org", message.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        }
        Assert.Superset(new HashSet<string> { "new_tweet", "new_reply", "new_like", "new_follow" }, kinds);
    }

    [Fact]
    public void No_event_could_carry_it()
    {
        var kinds = typeof(TweetPosted).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TweetPosted).BaseType!));
        var texts = from kind in kinds
                    from member in kind.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                    where member.PropertyType == typeof(string)
                    select $"{kind.Name}.{member.Name}";
        Assert.NotEmpty(kinds);
        // What somebody says to those who are connected, under the name that everybody sees.
        Assert.Equal(["MessageBroadcast.Username", "MessageBroadcast.Message"], texts);
    }

    [Fact]
    public async Task A_refusal_does_not_repeat_it()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var (_, eve) = await MeetAsync(linnet);
        foreach (var answer in new[]
        {
            await eve.PutAsync("/users/me", new { email = "ADA@example.org" }),
            await eve.PostAsync("/auth/register", new { username = "other", email = "ADA@example.org", password = RunningLinnet.Password }),
        })
            Assert.DoesNotContain(Address, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<(Person Ada, Person Eve)> MeetAsync(RunningLinnet linnet)
    {
        var (ada, eve) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("eve"));
        var tweet = await eve.TweetAsync("What do you think?");
        await ada.LikeAsync(tweet);
        await ada.FollowAsync(eve);
        await eve.FollowAsync(ada);
        await ada.TweetAsync("That it is good.", replyTo: tweet);
        return (ada, eve);
    }
}
