using Linnet.Media;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Tweets.Attachments;
using Linnet.Tweets.Entities;
using Linnet.Tweets.Polls;
using Linnet.Users;

namespace Linnet.Tweets;

internal sealed partial class TweetCache
{
    /// <summary>The SQL of the cache. Private to it: every answer reads tweets from the cache, so one place decides what a viewer may see.</summary>
    private static class Queries
    {
        // A reference to a tweet of a deleted account, whose rows are still being removed, is null.
        // lang=sql
        private const string ReplyTo = $"""
            case when {DeletedAccounts.None} then t.reply_to_id
                else (select p.id from tweets p join users a on a.id = p.author_id where p.id = t.reply_to_id and a.deleted_at is null)
                end as reply_to_id
            """;

        // lang=sql
        private const string DeletedParent = $"""
            case when {DeletedAccounts.None} or t.reply_to_id is null then t.deleted_parent_id
                when exists (select 1 from tweets p join users a on a.id = p.author_id where p.id = t.reply_to_id and a.deleted_at is null) then null
                else t.reply_to_id
                end as deleted_parent_id
            """;

        // lang=sql
        private const string RetweetOf = $"""
            case when {DeletedAccounts.None} then t.retweet_of_id
                else (select p.id from tweets p join users a on a.id = p.author_id where p.id = t.retweet_of_id and a.deleted_at is null)
                end as retweet_of_id
            """;

        // lang=sql
        private const string SelectTweets = $"""
            select t.id, t.content, t.created_at, t.updated_at, t.author_id, {ReplyTo}, {RetweetOf},
                   t.likes_count, t.replies_count, t.retweets_count, t.kind, t.visibility, t.is_sensitive as sensitive, t.content_warning,
                   t.reply_policy, t.quote_policy, t.is_hidden_reply, t.quotes_count, t.edited_at,
                   coalesce(t.conversation_id, t.id) as conversation_id, {DeletedParent}, t.retweet_of_author_id, t.is_detached,
                   t.pinned_at is not null as is_pinned, t.entities as stored_entities, t.has_poll, t.has_media, t.expires_at,
                   {UserColumns.All}
            from tweets t join users u on u.id = t.author_id and u.deleted_at is null
            where t.id in @ids
            """;

        // lang=sql
        private const string SelectLikesAmong = "select tweet_id from likes where user_id = @viewer and tweet_id in @ids";

        // lang=sql
        private const string SelectRepostsAmong = "select retweet_of_id from tweets where author_id = @viewer and kind = 1 and retweet_of_id in @ids";

        // lang=sql
        private const string SelectBookmarksAmong = "select tweet_id from bookmarks where user_id = @viewer and tweet_id in @ids";

        // lang=sql
        private const string SelectMutedAmong = "select conversation_id from muted_threads where user_id = @viewer and conversation_id in @ids";

        /// <returns>Those of the tweets that exist.</returns>
        public static async Task<List<Tweet>> ListAsync(DbSession db, IReadOnlyList<long> ids, MediaUrls urls) =>
            await AttachedMedia.FillAsync(db, await PollRows.FillAsync(db, await StoredEntities.FillAsync(
                db, await db.QueryAsync<Tweet, User, Tweet>(SelectTweets, (tweet, author) => tweet with { Author = author }, new { ids }))), urls);

        /// <returns>Those of the threads that the viewer mutes.</returns>
        public static Task<List<long>> ListMutedThreadsAsync(DbSession db, long viewer, IReadOnlyList<long> ids) =>
            db.QueryAsync<long>(SelectMutedAmong, new { viewer, ids });

        /// <returns>The viewer's marks on those of the tweets that have any.</returns>
        public static async Task<Dictionary<long, TweetMarks>> ListMarksAsync(DbSession db, long viewer, IReadOnlyList<long> ids)
        {
            var marks = (await db.QueryAsync<long>(SelectLikesAmong, new { viewer, ids })).ToDictionary(id => id, _ => TweetMarks.Liked);
            foreach (var id in await db.QueryAsync<long>(SelectRepostsAmong, new { viewer, ids }))
                marks[id] = marks.GetValueOrDefault(id) | TweetMarks.Reposted;
            foreach (var id in await db.QueryAsync<long>(SelectBookmarksAmong, new { viewer, ids }))
                marks[id] = marks.GetValueOrDefault(id) | TweetMarks.Bookmarked;
            return marks;
        }
    }
}
