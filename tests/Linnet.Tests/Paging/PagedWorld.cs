using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Paging;

/// <summary>
/// A world in which every list has some thirty entries and other people's in between, so that ids have gaps. The reader
/// is followed by all, follows half of them, and wrote the tweet that is answered.
/// </summary>
public sealed class PagedWorld : ClassFixture
{
    private const int Crowd = 30;

    private readonly List<Person> _crowd = [];
    private RunningLinnet? _linnet;
    private Person? _reader;
    private long _root;
    private int _joined;

    private RunningLinnet Linnet => Started(_linnet);

    private Person Reader => Started(_reader);

    protected override async Task StartAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        _reader = await _linnet.JoinAsync("reader");
        _root = await _reader.TweetAsync("What do you think?");
        for (var i = 0; i < Crowd; i++)
            await JoinCrowdAsync();
        for (var i = 0; i < Crowd; i++)
            await TalkAsync();
    }

    public override ValueTask DisposeAsync() => _linnet?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Somebody whom the reader follows.</summary>
    internal async Task<Person> JoinFollowedAsync(string name)
    {
        var person = await Linnet.JoinAsync(name);
        await Reader.FollowAsync(person);
        return person;
    }

    internal PagedList ListOf(string name) => name switch
    {
        "everyone's tweets" => new(Reader, "/tweets/"),
        "an author's tweets" => new(Reader, "/tweets/user/reader"),
        "replies" => new(Reader, $"/tweets/{_root}/replies"),
        "home timeline" => new(Reader, "/tweets/timeline", "page_size"),
        "bookmarks" => new(Reader, "/bookmarks"),
        "drafts" => new(Reader, "/drafts"),
        "scheduled tweets" => new(Reader, "/scheduled"),
        "people" => new(Reader, "/users/"),
        "followers" => new(Reader, "/users/reader/followers"),
        "following" => new(Reader, "/users/reader/following"),
        _ => throw new ArgumentException($"There is no list {name}", nameof(name)),
    };

    /// <summary>Whether the list's entries grow from its end rather than from its beginning.</summary>
    internal static bool IsOldestFirst(string name) => name is "people" or "followers" or "following";

    /// <summary>What the list holds, as the database says.</summary>
    internal List<long> TruthOf(string name)
    {
        var ids = PlainSql.Query<long>(Linnet.Database, name switch
        {
            "everyone's tweets" => "select id from tweets",
            "an author's tweets" => "select id from tweets where author_id = 1",
            "replies" => $"select id from tweets where reply_to_id = {_root}",
            "home timeline" => "select id from tweets where author_id = 1 or author_id in (select followed_id from follows where follower_id = 1)",
            "drafts" => "select id from drafts where user_id = 1",
            "bookmarks" => "select id from bookmarks where user_id = 1",
            "scheduled tweets" => "select id from scheduled_tweets where user_id = 1",
            "people" => "select id from users",
            "followers" => "select follower_id from follows where followed_id = 1",
            "following" => "select followed_id from follows where follower_id = 1",
            _ => throw new ArgumentException($"There is no list {name}", nameof(name)),
        });
        ids.Sort();
        if (!IsOldestFirst(name))
            ids.Reverse();
        return ids;
    }

    /// <summary>Adds an entry to the list, and others that do not belong to it.</summary>
    internal async Task AddToAsync(string name)
    {
        if (IsOldestFirst(name))
            await JoinCrowdAsync(follow: true);
        else
            await TalkAsync();
    }

    private async Task JoinCrowdAsync(bool follow = false)
    {
        var person = await Linnet.JoinAsync($"p{++_joined}");
        await person.FollowAsync(Reader);
        if (follow || _joined % 2 == 0)
            await Reader.FollowAsync(person);
        _crowd.Add(person);
    }

    // By a followed user, by another user, by the viewer; replies by both.
    private async Task TalkAsync()
    {
        var followed = _crowd[1];
        var stranger = _crowd[0];
        await followed.TweetAsync("I think so.", replyTo: _root);
        var aside = await stranger.TweetAsync("By the way.");
        await Reader.PostAsync($"/tweets/{aside}/bookmark");
        await Reader.PostAsync("/drafts", new { body = new { content = "By the way" } });
        await followed.PostAsync("/drafts", new { body = new { } });
        await followed.PostAsync($"/tweets/{aside}/bookmark");
        foreach (var writer in new[] { Reader, followed })
            await writer.PostAsync("/tweets/", new { content = "Some other day.", scheduled_at = TimeProvider.System.GetUtcNow().AddDays(1) });
        await Reader.TweetAsync("And another thing.");
    }
}
