using System.Text.Json;
using Linnet.Common;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Tweets.Entities;

/// <summary>The rows of mentions and hashtags: few statements a tweet, however many it has.</summary>
internal static class EntityRows
{
    private const int TagsAStatement = 5;

    // lang=sql
    private const string SelectUsers = """
        select id, username, lower(username) as key from users where lower(username) in @keys and deleted_at is null
        """;

    // An account may have been deleted since its name was looked up.
    // lang=sql
    private const string InsertMentions = """
        insert into mentions (tweet_id, user_id) select @tweetId, id from users where id in @people and deleted_at is null
        """;

    // A place that is not needed is null. Both engines call the columns so.
    // lang=sql
    private const string InsertTags = """
        insert into tags (key, name, first_used_at)
        select column1, column2, @now
        from (values (@key1, @name1), (@key2, @name2), (@key3, @name3), (@key4, @name4), (@key5, @name5)) as written
        where column1 is not null
        on conflict (key) do nothing
        """;

    // Only public tweets name a hashtag: others would tell everyone that somebody used it.
    // lang=sql
    private const string NameTag = "update tags set name = @name where key = @key and name = key";

    // lang=sql
    private const string InsertTweetTags = "insert into tweet_tags (tag_id, tweet_id) select id, @tweetId from tags where key in @keys returning tag_id";

    // lang=sql
    private const string DeleteMentions = "delete from mentions where tweet_id = @tweetId returning user_id";

    // lang=sql
    private const string DeleteTweetTags = "delete from tweet_tags where tweet_id = @tweetId returning tag_id";

    /// <returns>Those of the mentioned users that exist, by the lower case of their names.</returns>
    public static async Task<Dictionary<string, NamedUser>> FindUsersAsync(DbSession db, IEnumerable<FoundEntity> found)
    {
        var keys = found.Where(entity => entity.Kind is EntityKind.Mention).Select(entity => entity.Key.ToLowerInvariant()).Distinct().ToList();
        return (await db.QueryAsync<NamedUser>(SelectUsers, new { keys })).ToDictionary(user => user.Key, StringComparer.Ordinal);
    }

    /// <summary>What the column of a tweet holds; null for no entities.</summary>
    public static string? ToColumn(ParsedContent? content) =>
        content is null ? null : JsonSerializer.Serialize(content.Entities, TweetsJson.Wire.TweetEntities);

    /// <summary>Adds the rows of a new tweet.</summary>
    /// <returns>The ids of its hashtags, ascending.</returns>
    public static async Task<IReadOnlyList<long>> InsertAsync(DbSession db, long tweetId, ParsedContent content, Visibility visibility, Timestamp now)
    {
        if (content.People.Count > 0)
            await db.ExecuteAsync(InsertMentions, new { tweetId, people = content.People });
        if (content.Tags.Count is 0)
            return [];
        await AddTagsAsync(db, NamesFrom(content, visibility), now);
        return [.. (await db.QueryAsync<long>(InsertTweetTags, new { tweetId, keys = content.Tags.Keys.ToList() })).Order()];
    }

    /// <summary>Replaces the rows of a tweet whose content changes.</summary>
    public static async Task<ReplacedEntities> ReplaceAsync(
        DbSession db, long tweetId, ParsedContent? content, Visibility visibility, Timestamp now)
    {
        var people = await db.QueryAsync<long>(DeleteMentions, new { tweetId });
        var before = await db.QueryAsync<long>(DeleteTweetTags, new { tweetId });
        var tags = content is null ? [] : await InsertAsync(db, tweetId, content, visibility, now);
        return new(content is null ? [] : [.. content.People.Except(people)], tags, [.. tags.Except(before), .. before.Except(tags)]);
    }

    /// <summary>The names that a tweet gives its hashtags, by their keys: its spellings if it is public, else the keys themselves.</summary>
    public static IReadOnlyDictionary<string, string> NamesFrom(ParsedContent content, Visibility visibility) =>
        visibility is Visibility.Public ? content.Tags : content.Tags.Keys.ToDictionary(key => key, StringComparer.Ordinal);

    /// <summary>Adds those of some hashtags that are new, and names those that have no name yet but their key.</summary>
    /// <param name="db">The session of a write.</param>
    /// <param name="tags">Their names by their keys.</param>
    /// <param name="now">When they were first used.</param>
    public static async Task AddTagsAsync(DbSession db, IReadOnlyDictionary<string, string> tags, Timestamp now)
    {
        // In order, so that two writes never wait for each other.
        foreach (var some in tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Chunk(TagsAStatement))
        {
            var (one, two, three, four, five) = (some[0], At(1), At(2), At(3), At(4));
            var added = await db.ExecuteAsync(InsertTags, new
            {
                now,
                key1 = one.Key,
                name1 = one.Value,
                key2 = two.Key,
                name2 = two.Value,
                key3 = three.Key,
                name3 = three.Value,
                key4 = four.Key,
                name4 = four.Value,
                key5 = five.Key,
                name5 = five.Value,
            });
            foreach (var (key, name) in added == some.Length ? [] : some)
            {
                if (key != name)
                    await db.ExecuteAsync(NameTag, new { key, name });
            }

            KeyValuePair<string?, string?> At(int index) => index < some.Length ? new(some[index].Key, some[index].Value) : default;
        }
    }
}

/// <summary>What an edit changed.</summary>
/// <param name="Mentioned">Whom the tweet mentions now and did not before.</param>
/// <param name="Tags">The ids of its hashtags now.</param>
/// <param name="ChangedTags">Those of the hashtags that it did not have before, and that it lost.</param>
internal readonly record struct ReplacedEntities(IReadOnlyList<long> Mentioned, IReadOnlyList<long> Tags, IReadOnlyList<long> ChangedTags)
{
    public static readonly ReplacedEntities None = new([], [], []);
}
