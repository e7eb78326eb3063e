using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Relations;

/// <summary>How a viewer and an author stand to each other.</summary>
public enum Relation
{
    Strangers,
    Follows,
    Blocks,
    BlockedBy,
    Mutes,
    MutesButForNotifications,
    HidesReposts,
}

/// <summary>
/// A viewer, an author, and a friend whom the viewer follows and who reposts, quotes and answers the author. What they write has
/// names, and the world knows by the rules which of it the viewer sees where.
/// </summary>
internal sealed class MatrixWorld(Relation relation, Person viewer, Person author, Person friend)
{
    /// <summary>The hashtag of all tweets, so that its list holds what the public feed does.</summary>
    public const string Tag = "matrix";

    /// <summary>What the author pins.</summary>
    public static readonly string[] Pinned = ["public", "for followers", "reply"];

    private readonly Dictionary<string, long> _ids = [];

    public Person Viewer { get; } = viewer;

    public Person Author { get; } = author;

    public Person Friend { get; } = friend;

    public long this[string name] => _ids[name];

    /// <summary>Whether the viewer follows the author in the end: a block ends it.</summary>
    public bool Follows => relation is not (Relation.Strangers or Relation.Blocks or Relation.BlockedBy);

    private bool IsApart => relation is Relation.Blocks or Relation.BlockedBy;

    private bool Mutes => relation is Relation.Mutes or Relation.MutesButForNotifications;

    private bool Hides => IsApart || Mutes;

    /// <summary>What happens before the relation: follows, and acts that notify the viewer.</summary>
    public async Task BeginAsync()
    {
        await Viewer.FollowAsync(Friend);
        await Friend.FollowAsync(Author);
        if (relation is not Relation.Strangers)
            await Viewer.FollowAsync(Author);
        await Viewer.PostAsync("/lists", new { name = "Both", replies = "all" });
        await Viewer.PutAsync($"/lists/1/members/{Author.Username}", new { });
        await Viewer.PutAsync($"/lists/1/members/{Friend.Username}", new { });
        await TweetAsync("viewer's", Viewer);
        await TweetAsync("friend's", Friend);
        await TweetAsync("friend's other", Friend);
        await Author.LikeAsync(this["viewer's"]);
        await TweetAsync("answer to the viewer", Author, replyTo: this["viewer's"]);
        await TweetAsync("passing", Author);
        await TweetAsync("viewer's reply", Viewer, replyTo: this["passing"]);
    }

    public async Task RelateAsync()
    {
        using var done = await (relation switch
        {
            Relation.Blocks => Viewer.PostAsync($"/users/{Author.Username}/block"),
            Relation.BlockedBy => Author.PostAsync($"/users/{Viewer.Username}/block"),
            Relation.Mutes => Viewer.PostAsync($"/users/{Author.Username}/mute", new { duration_seconds = 3600 }),
            Relation.MutesButForNotifications => Viewer.PostAsync($"/users/{Author.Username}/mute", new { notifications = false }),
            Relation.HidesReposts => Viewer.PostAsync($"/users/{Author.Username}/reposts/hide"),
            _ => Viewer.GetAsync("/users/me"),
        });
        done.EnsureSuccessStatusCode();
    }

    /// <summary>What is written after the relation: by the author, and about the author by the friend.</summary>
    public async Task WriteAsync()
    {
        await TweetAsync("public", Author);
        await TweetAsync("unlisted", Author, visibility: "unlisted");
        await TweetAsync("for followers", Author, visibility: "followers");
        await TweetAsync("reply", Author, replyTo: this["friend's"]);
        await TweetAsync("quote", Author, retweetOf: this["friend's"]);
        await RepostAsync("repost", Author, this["friend's other"]);
        await TweetAsync("reposted", Author);
        await RepostAsync("friend's repost", Friend, this["reposted"]);
        await TweetAsync("friend's quote", Friend, retweetOf: this["public"]);
        await RepostAsync("friend's repost of a quote", Friend, this["friend's quote"]);
        await TweetAsync("quote of own", Author, retweetOf: this["for followers"], visibility: "public");
        await RepostAsync("friend's repost of own", Friend, this["quote of own"]);
        await TweetAsync("friend's reply", Friend, replyTo: this["public"]);
        await Author.LikeAsync(this["friend's"]);
        foreach (var name in Pinned)
            (await Author.PostAsync($"/tweets/{this[name]}/pin")).EnsureSuccessStatusCode();
    }

    /// <summary>Edits a tweet of the author, which the viewer replied to before the relation, and then deletes it.</summary>
    /// <returns>Its id.</returns>
    public async Task<long> ChangeAsync()
    {
        var id = this["passing"];
        (await Author.PutAsync($"/tweets/{id}", new { content = "passed" })).EnsureSuccessStatusCode();
        (await Author.DeleteAsync($"/tweets/{id}")).EnsureSuccessStatusCode();
        _ids.Remove("passing");
        return id;
    }

    /// <summary>Whether the viewer's sockets get these changes. Those who replied do, whether or not they follow.</summary>
    public bool GetsChanges => !Hides;

    /// <summary>By its id, in the list of chosen ids, and wherever else only rights count.</summary>
    public bool MaySee(string name) => name switch
    {
        "public" or "unlisted" or "reply" or "quote" or "quote of own" or "repost" or "reposted" or "answer to the viewer"
            or "friend's repost" or "friend's repost of own" => relation is not Relation.BlockedBy,
        "for followers" => Follows,
        _ => true,
    };

    public IEnumerable<string> Everything => _ids.Keys;

    public IEnumerable<string> PublicFeed =>
    [
        "viewer's", "viewer's reply", "friend's", "friend's other", "friend's quote", "friend's reply",
        .. Hides ? [] : new[] { "public", "reply", "quote", "quote of own", "reposted", "answer to the viewer" },
    ];

    /// <summary>The home timeline without the rule that a page shows a tweet once.</summary>
    public IEnumerable<string> Home =>
    [
        "viewer's", "viewer's reply", "friend's", "friend's other", .. Arriving,
        .. Follows && !Mutes ? new[] { "answer to the viewer" } : [],
    ];

    /// <summary>The timeline of a list of the author and the friend, who need not be followed, without the same rule.</summary>
    public IEnumerable<string> InList =>
    [
        .. Hides ? [] : new[] { "answer to the viewer", "public", "unlisted", "reply", "quote", "quote of own", "reposted" },
        .. Hides ? [] : new[] { "friend's repost", "friend's repost of own", "friend's quote", "friend's reply" },
        .. Hides || relation is Relation.HidesReposts ? [] : new[] { "repost" },
        .. Follows && !Mutes ? new[] { "for followers" } : [],
        "friend's", "friend's other", "friend's repost of a quote",
    ];

    /// <summary>What arrives at the viewer's sockets while it is written.</summary>
    public IEnumerable<string> Arriving =>
    [
        .. Follows && !Mutes ? new[] { "public", "unlisted", "for followers", "reply", "quote", "quote of own", "reposted" } : [],
        .. Follows && !Mutes && relation is not Relation.HidesReposts ? new[] { "repost" } : [],
        .. Hides ? [] : new[] { "friend's repost", "friend's repost of own", "friend's quote", "friend's reply" },
        "friend's repost of a quote",
    ];

    public IEnumerable<string> AuthorsProfile => IsApart
        ? []
        : ["answer to the viewer", "public", "unlisted", "reply", "quote", "quote of own", "repost", "reposted", .. Follows ? new[] { "for followers" } : []];

    public IEnumerable<string> FriendsProfile =>
    [
        "friend's", "friend's other", "friend's quote", "friend's repost of a quote", "friend's reply",
        .. IsApart ? [] : new[] { "friend's repost", "friend's repost of own" },
    ];

    public IEnumerable<string> RepliesToFriend => IsApart ? [] : ["reply"];

    public IEnumerable<string> QuotesOfFriend => Hides ? [] : ["quote"];

    /// <summary>Who is in a list of people that has all three: followers, those who like, everybody.</summary>
    public bool ListsAuthor => !IsApart;

    /// <summary>The kinds of the author's acts in the viewer's inbox.</summary>
    public IEnumerable<string> Inbox => IsApart || relation is Relation.Mutes ? [] : ["like", "reply"];

    /// <summary>What the viewer sees in the friend's quote of the author.</summary>
    public string StateOfQuoted => relation switch
    {
        Relation.Blocks => "blocked",
        Relation.BlockedBy => "unavailable",
        Relation.Mutes or Relation.MutesButForNotifications => "muted",
        _ => "shown",
    };

    public string NameOf(long id) => _ids.Single(tweet => tweet.Value == id).Key;

    private async Task TweetAsync(string name, Person by, long? replyTo = null, long? retweetOf = null, string? visibility = null)
    {
        var answer = await by.PostAsync("/tweets/", new { content = $"{name} #{Tag}", reply_to_id = replyTo, retweet_of_id = retweetOf, visibility });
        _ids.Add(name, (await answer.EnsureSuccessStatusCode().ReadJsonAsync())["id"]!.GetValue<long>());
    }

    private async Task RepostAsync(string name, Person by, long original)
    {
        var answer = await by.PutAsync($"/tweets/{original}/repost", new { });
        _ids.Add(name, (await answer.EnsureSuccessStatusCode().ReadJsonAsync())["id"]!.GetValue<long>());
    }
}
