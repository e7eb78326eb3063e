using Linnet.Relations;
using Linnet.Storage;
using Linnet.Tweets.Entities;
using Linnet.Users;

namespace Linnet.Tweets.Tags;

/// <summary>Finds hashtags that begin with what somebody has typed so far.</summary>
internal sealed class TagCompletion(Database database)
{
    // A read costs no more than this, however many hashtags begin like that.
    private const int MostLookedAt = 500;

    // What no text that begins with the prefix comes after, in the order of code points.
    private const string AfterAll = "\U0010FFFF";

    // Only what a public tweet among its newest has: a hashtag of tweets for followers is theirs alone.
    // lang=sql
    private const string Select = $"""
        select x.tag, x.name, x.is_following from (
            select t.key as tag, t.name,
                   exists (select 1 from tag_follows f where f.user_id = @viewer and f.tag_id = t.id) as is_following,
                   (select max(n.tweet_id) from (select tweet_id from tweet_tags where tag_id = t.id order by tweet_id desc limit 20) n
                    join tweets p on p.id = n.tweet_id
                    where p.visibility = 0 and ({DeletedAccounts.None} or p.author_id not in {DeletedAccounts.Ids})) as newest
            from (select id, key, name from tags where key >= @first and key < @end order by key limit @look) t) x
        where x.newest is not null
        order by x.is_following desc, x.newest desc limit @limit
        """;

    /// <returns>Those that the viewer follows first, then the one that was used last.</returns>
    public Task<List<CompletedTag>> FindAsync(CompletionQuery query, long viewer, CancellationToken cancellation)
    {
        if (Hashtags.PrefixOf(query.Prefix) is not { } first)
            return Task.FromResult<List<CompletedTag>>([]);
        return database.ForAsync(
            viewer,
            () => database.ReadOneAsync(
                db => db.QueryAsync<CompletedTag>(Select, new { first, end = first + AfterAll, viewer, limit = query.Limit, look = MostLookedAt }), cancellation),
            cancellation);
    }
}

/// <summary>A hashtag that begins with what was asked for.</summary>
internal sealed record CompletedTag
{
    /// <summary>What all spellings have in common.</summary>
    public required string Tag { get; init; }

    /// <summary>As it was first written in a public tweet.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the caller follows it.</summary>
    public required bool IsFollowing { get; init; }
}
