using System.Text.Json;
using Linnet.Storage;

namespace Linnet.Tweets.Entities;

/// <summary>Reads the column of tweets. It names the mentioned users as they were called when the tweet was written.</summary>
internal static class StoredEntities
{
    // lang=sql
    private const string SelectNames = "select id, username from users where id in @ids and deleted_at is null";

    /// <summary>Sets the entities of tweets, with the names that users have now. Mentions of deleted accounts are text.</summary>
    /// <remarks>Tweets without entities cost nothing, and those without mentions no query.</remarks>
    public static async Task<List<Tweet>> FillAsync(DbSession db, List<Tweet> tweets)
    {
        if (!tweets.Exists(tweet => tweet.StoredEntities is not null))
            return tweets;
        var entities = tweets.ConvertAll(tweet => Read(tweet.StoredEntities));
        var ids = entities.SelectMany(entity => entity?.Mentions ?? []).Select(mention => mention.UserId).Distinct().ToList();
        var names = ids.Count is 0
            ? []
            : (await db.QueryAsync<(long Id, string Username)>(SelectNames, new { ids })).ToDictionary(user => user.Id, user => user.Username);
        return [.. tweets.Zip(entities, (tweet, stored) => stored is null ? tweet : tweet with { Entities = Rename(stored, names) })];
    }

    private static TweetEntities? Read(string? column) =>
        column is null ? null : JsonSerializer.Deserialize(column, TweetsJson.Wire.TweetEntities);

    private static TweetEntities? Rename(TweetEntities stored, Dictionary<long, string> names)
    {
        var mentions = stored.Mentions.Where(mention => names.ContainsKey(mention.UserId))
            .Select(mention => mention with { Username = names[mention.UserId] })
            .ToList();
        return mentions.Count + stored.Hashtags.Count + stored.Urls.Count is 0 ? null : stored with { Mentions = mentions };
    }
}
