using System.Text.Json.Nodes;
using Linnet.Accounts.Passwords;
using Linnet.Jobs;
using Linnet.Media.Files;
using Linnet.Relations.Filters;
using Linnet.Relations.Lists;
using Linnet.Storage;
using Linnet.Storage.Counters;
using Linnet.Tweets;
using Linnet.Tweets.Drafts;
using Linnet.Tweets.Entities;
using Linnet.Tweets.Scheduled;

namespace Linnet.Commands.Seed;

/// <summary>Writes a demo data set into an empty database, in one transaction.</summary>
internal sealed class Seeder(Database database, CounterAudit counters, EntityBackfill entities, PasswordHasher passwords, MediaStore store)
{
    /// <summary>The password of every demo account. It is public, so a seeded database must not be reachable from the internet.</summary>
    public const string Password = "linnet-demo";

    private static readonly string[] UserColumns =
        ["id", "username", "email", "hashed_password", "full_name", "bio", "is_active", "is_verified", "created_at", "avatar_file"];

    private static readonly string[] TweetColumns =
        ["id", "content", "created_at", "updated_at", "author_id", "reply_to_id", "retweet_of_id", "kind", "visibility", "edited_at", "has_poll", "has_media"];

    // A block and a follow exclude each other.
    // lang=sql
    private const string DropImpossibleBlocks = """
        delete from blocks where exists (
            select 1 from follows f
            where (f.follower_id = blocks.blocker_id and f.followed_id = blocks.blocked_id)
               or (f.follower_id = blocks.blocked_id and f.followed_id = blocks.blocker_id))
        """;

    // lang=sql
    private const string DropImpossibleMembers = """
        delete from list_members where exists (
            select 1 from lists l join blocks b on b.blocker_id = l.owner_id or b.blocked_id = l.owner_id
            where l.id = list_members.list_id and list_members.user_id in (b.blocker_id, b.blocked_id))
        """;

    // What is bookmarked is an original that everyone may see.
    // lang=sql
    private const string DropImpossibleBookmarks = "delete from bookmarks where tweet_id in (select id from tweets where kind = 1 or visibility = 2)";

    // Only of tweets that were answered.
    // lang=sql
    private const string DropImpossibleThreads =
        "delete from muted_threads where conversation_id not in (select conversation_id from tweets where conversation_id is not null)";

    /// <returns>The username of the most popular account, to log in with.</returns>
    /// <exception cref="Common.OperatorException">The database already has users.</exception>
    public async Task<string> RunAsync(DemoSize size, Action<CopyProgress> report, CancellationToken cancellation)
    {
        // All accounts share one hash and its salt: a hash per account would take longer than everything else.
        var hash = await passwords.HashAsync(Password, HashingTurn.Uncounted, cancellation);
        // The files before the rows, and neither for a database that is refused.
        await database.WriteAsync(
            async db =>
            {
                await EmptyDatabase.EnsureAsync(db, database);
                return true;
            },
            cancellation);
        var media = new DemoMedia(size);
        await media.StoreAsync(store, cancellation);
        return await database.WriteAsync(db => WriteAsync(db, size, media, hash, report, cancellation), cancellation);
    }

    private async Task<string> WriteAsync(
        DbSession db, DemoSize size, DemoMedia media, string hash, Action<CopyProgress> report, CancellationToken cancellation)
    {
        await EmptyDatabase.EnsureAsync(db, database);
        var people = DemoPeople.Generate(size);
        var tweets = new DemoTweets(size, people);
        await InsertAsync("users", UserColumns, size.People, people.Select(person => ToRow(person, hash, media.AvatarOf(person))));
        await InsertAsync("tweets", TweetColumns, size.Tweets, tweets.Generate().Select(tweet => ToRow(tweet, media.Attach(tweet))));
        await InsertAsync("blobs", DemoMedia.BlobColumns, media.Blobs.Count, media.Blobs);
        await InsertAsync("media", DemoMedia.Columns, media.Rows.Count, media.Rows);
        await InsertAsync(
            "tweet_versions",
            ["tweet_id", "number", "content", "is_sensitive", "written_at"],
            tweets.Edited.Count,
            tweets.Edited.Select(tweet => (object?[])[tweet.Id, 1L, tweet.Typo, false, tweet.CreatedAt.Microseconds]));
        await InsertAsync(
            "polls", ["id", "is_multiple", "hides_totals", "ends_at"], tweets.Polls.Count, tweets.Polls.Select(poll => (object?[])[poll.TweetId, false, false, poll.EndsAt.Microseconds]));
        await InsertAsync("poll_options", ["poll_id", "position", "title"], tweets.Polls.Sum(poll => poll.Options.Length), tweets.Polls.SelectMany(ToOptionRows));
        await InsertAsync("poll_votes", ["poll_id", "user_id", "choices"], tweets.Polls.Sum(poll => poll.Votes.Count), tweets.Polls.SelectMany(ToVoteRows));
        await InsertAsync(
            "follows", ["follower_id", "followed_id"], (long)size.People * size.FollowsEach, DemoPairs.Follows(size, people).Select(ToRow));
        await InsertAsync(
            "likes", ["user_id", "tweet_id"], size.Likes, DemoPairs.Likes(size, people, tweets.Authors).Select(ToRow));
        await InsertAsync(
            "bookmarks", ["user_id", "tweet_id", "created_at"], size.People, DemoPairs.Bookmarks(size).Select(ToDatedRow));
        await db.ExecuteAsync(DropImpossibleBookmarks);
        await InsertAsync(
            "blocks", ["blocker_id", "blocked_id", "created_at"], size.People, DemoPairs.Apart(size, DemoPart.Blocks).Select(ToDatedRow));
        await InsertAsync(
            "mutes",
            ["muter_id", "muted_id", "created_at", "hides_notifications"],
            size.People,
            DemoPairs.Apart(size, DemoPart.Mutes).Select(pair => (object?[])[.. ToDatedRow(pair), true]));
        var filters = DemoFilters.Generate(size).ToList();
        await InsertAsync(
            "filters", ["id", "user_id", "title", "action", "is_whole_word", "contexts", "created_at"], filters.Count, filters.Select(ToRow));
        await InsertAsync(
            "filter_words",
            ["filter_id", "position", "word"],
            filters.Sum(filter => filter.Words.Length),
            filters.SelectMany(filter => filter.Words.Index().Select(word => (object?[])[filter.Id, (long)word.Index, word.Item])));
        await db.ExecuteAsync(DropImpossibleBlocks);
        await InsertAsync("drafts", ["user_id", "body", "version", "created_at", "updated_at"], size.People, DemoDrafts.Generate(size).Select(ToRow));
        var lists = DemoLists.Generate(size).ToList();
        await InsertAsync(
            "lists", ["id", "owner_id", "name", "is_exclusive", "replies", "shows_reposts", "created_at"], lists.Count, lists.Select(ToRow));
        await InsertAsync(
            "list_members",
            ["list_id", "user_id", "added_at"],
            lists.Sum(list => list.Members.Length),
            lists.SelectMany(list => list.Members.Select(member => (object?[])[list.Id, member, DemoCalendar.End.Microseconds])));
        await db.ExecuteAsync(DropImpossibleMembers);
        var scheduled = DemoScheduled.Generate(size).ToList();
        await InsertAsync(
            "scheduled_tweets", ["id", "user_id", "draft", "due_at", "state", "created_at", "updated_at"], scheduled.Count, scheduled.Select(ToRow));
        await InsertAsync(
            "jobs",
            ["kind", "key", "due_at"],
            scheduled.Count,
            scheduled.Select(later => (object?[])[ScheduledRows.PostKind, IdKey.Of(later.Id), later.DueAt.Microseconds]));
        var talks = DemoMessages.Generate(size);
        await InsertAsync("conversations", ["id", "is_group", "low_id", "high_id", "created_at", "updated_at"], talks.Count, talks.Select(ToRow));
        await InsertAsync(
            "conversation_members",
            ["conversation_id", "user_id", "state", "last_read_id", "activity_id"],
            talks.Sum(talk => talk.Members.Length),
            talks.SelectMany(ToMemberRows));
        await InsertAsync(
            "messages",
            ["id", "conversation_id", "sender_id", "content", "created_at"],
            talks.Sum(talk => talk.Messages.Count),
            talks.SelectMany(talk => talk.Messages).Select(ToRow));
        await DerivedColumns.FillAsync(db);
        await InsertAsync(
            "muted_threads", ["user_id", "conversation_id", "created_at"], size.People, DemoPairs.MutedThreads(size).Select(ToDatedRow));
        await db.ExecuteAsync(DropImpossibleThreads);
        await entities.FillAsync(db);
        report(new CopyProgress("counters", 0, 1));
        await counters.RepairAsync(db);
        report(new CopyProgress("counters", 1, 1));
        return people.MaxBy(person => person.Popularity)!.Username;

        Task<long> InsertAsync(string table, string[] columns, long total, IEnumerable<object?[]> values) =>
            db.BulkInsertAsync(table, columns, CopyProgress.Follow(values, table, total, report, cancellation));
    }

    private static object?[] ToRow(DemoPerson person, string hash, string? avatar) =>
    [
        person.Id, person.Username, $"{person.Username.ToLowerInvariant()}@example.org", hash, person.FullName, person.Bio,
        true, person.IsVerified, person.CreatedAt.Microseconds, avatar,
    ];

    private static object?[] ToRow(DemoTweet tweet, bool hasMedia) =>
    [
        tweet.Id, tweet.Content, tweet.CreatedAt.Microseconds, (tweet.EditedAt ?? tweet.CreatedAt).Microseconds, tweet.AuthorId, tweet.ReplyToId, tweet.RetweetOfId,
        (long)tweet.Kind, (long)tweet.Visibility, tweet.EditedAt?.Microseconds, tweet.HasPoll, hasMedia,
    ];

    private static IEnumerable<object?[]> ToOptionRows(DemoPoll poll) =>
        poll.Options.Index().Select(option => (object?[])[poll.TweetId, (long)option.Index, option.Item]);

    // A choice is a bit.
    private static IEnumerable<object?[]> ToVoteRows(DemoPoll poll) =>
        poll.Votes.Select(vote => (object?[])[poll.TweetId, vote.User + 1L, 1L << vote.Option]);

    private static object?[] ToRow(DemoFilter filter) =>
        [filter.Id, filter.UserId, filter.Title, (long)filter.Action, true, (long)FilterWords.ToContexts(FilterWords.AllContexts), DemoCalendar.End.Microseconds];

    private static object?[] ToRow(DemoDraft draft) =>
        [draft.UserId, DraftRows.ToColumn(new JsonObject { ["content"] = draft.Content }), 1L, DemoCalendar.End.Microseconds, DemoCalendar.End.Microseconds];

    private static object?[] ToRow(DemoList list) => [list.Id, list.OwnerId, list.Name, false, (long)ListReplies.Members, true, DemoCalendar.End.Microseconds];

    private static object?[] ToRow(DemoScheduledTweet later)
    {
        var now = DemoCalendar.End.Microseconds;
        return [later.Id, later.UserId, ScheduledRows.Write(new TweetDraft { Content = later.Content }), later.DueAt.Microseconds, (long)ScheduledState.Waiting, now, now];
    }

    private static object?[] ToRow(DemoConversation talk) =>
    [
        talk.Id, talk.IsGroup, talk.IsGroup ? null : talk.Members[0] + 1L, talk.IsGroup ? null : talk.Members[1] + 1L,
        talk.Messages[0].CreatedAt.Microseconds, talk.Messages[^1].CreatedAt.Microseconds,
    ];

    // All have accepted it, and read all but the last message.
    private static IEnumerable<object?[]> ToMemberRows(DemoConversation talk) =>
        talk.Members.Select(member => (object?[])[talk.Id, member + 1L, 0L, talk.Messages[^2].Id, talk.Messages[^1].Id]);

    private static object?[] ToRow(DemoMessage message) =>
        [message.Id, message.ConversationId, message.Sender + 1L, message.Content, message.CreatedAt.Microseconds];

    private static object?[] ToDatedRow((int Left, int Right) pair) => [.. ToRow(pair), DemoCalendar.End.Microseconds];

    // An id is the index plus one.
    private static object?[] ToRow((int Left, int Right) pair) => [pair.Left + 1L, pair.Right + 1L];
}
