using System.Globalization;
using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Security;

/// <summary>Rows of the database as text, to find what changed between two moments.</summary>
internal static class OwnedResources
{
    // What somebody's alone is to change. Counts and what others do to a tweet are not among it.
    // lang=sql
    private static readonly string[] OfOnePerson =
    [
        "select id, username, email, hashed_password, full_name, bio, is_active, is_verified, is_locked, avatar_file, header_file, created_at, following_count, tweets_count from users where id = @id",
        "select id, family_hash, refresh_hash, expires_at, proved_at from sessions where user_id = @id",
        "select followed_id, hides_reposts from follows where follower_id = @id",
        "select blocked_id from blocks where blocker_id = @id",
        "select muted_id, hides_notifications, ends_at from mutes where muter_id = @id",
        "select id, title, action, is_whole_word, contexts, ends_at from filters where user_id = @id",
        "select w.filter_id, w.word from filter_words w join filters f on f.id = w.filter_id where f.user_id = @id",
        "select id, name, is_exclusive, replies, shows_reposts from lists where owner_id = @id",
        "select id, draft, due_at, state from scheduled_tweets where user_id = @id",
        "select m.list_id, m.user_id from list_members m join lists l on l.id = m.list_id where l.owner_id = @id",
        """
        select id, content, created_at, updated_at, reply_to_id, retweet_of_id, kind, visibility, is_sensitive, content_warning, reply_policy, quote_policy, pinned_at, expires_at, has_media
        from tweets where author_id = @id
        """,
        "select v.tweet_id, v.number, v.content from tweet_versions v join tweets t on t.id = v.tweet_id where t.author_id = @id",
        "select p.id, p.is_multiple, p.hides_totals, p.ends_at, o.position, o.title from polls p join poll_options o on o.poll_id = p.id join tweets t on t.id = p.id where t.author_id = @id",
        "select poll_id, choices from poll_votes where user_id = @id",
        "select id, kind, key, tweet_id, position, is_ready, description, focus from media where user_id = @id",
        "select d.draft_id, d.media_id from draft_media d join drafts o on o.id = d.draft_id where o.user_id = @id",
        "select s.scheduled_id, s.media_id from scheduled_media s join scheduled_tweets o on o.id = s.scheduled_id where o.user_id = @id",
        "select tweet_id from likes where user_id = @id",
        "select id, tweet_id from bookmarks where user_id = @id",
        "select id, body, version from drafts where user_id = @id",
        "select conversation_id from muted_threads where user_id = @id",
        "select m.tweet_id, m.user_id from mentions m join tweets t on t.id = m.tweet_id where t.author_id = @id",
        "select x.tweet_id, x.tag_id from tweet_tags x join tweets t on t.id = x.tweet_id where t.author_id = @id",
        "select tag_id from tag_follows where user_id = @id",
        "select id, kind, actor_id, tweet_id from notifications where recipient_id = @id and id <= @known",
        "select read_up_to from notification_cursors where user_id = @id",
        "select key, draft_hash, tweet_id from post_keys where user_id = @id",
        "select conversation_id, state, last_read_id, joined_after_id from conversation_members where user_id = @id",
        "select id, conversation_id, content, created_at from messages where sender_id = @id",
    ];

    // lang=sql
    private static readonly string Tables = TestDatabase.IsPostgres
        ? "select table_name from information_schema.tables where table_schema = 'public'"
        : "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";

    /// <param name="database">As the setting is written.</param>
    /// <param name="personId">Whose.</param>
    /// <param name="known">The last notification that counts: later ones tell of what others may do.</param>
    public static List<string> Of(string database, long personId, long known) =>
        Read(database, OfOnePerson, new { id = personId, known });

    /// <summary>Every row of every table.</summary>
    public static List<string> OfAll(string database) =>
        Read(database, PlainSql.Query<string>(database, Tables).Select(table => $"select * from {table}"), parameters: null);

    private static List<string> Read(string database, IEnumerable<string> queries, object? parameters) =>
    [
        .. (from query in queries
            from row in PlainSql.Query<dynamic>(database, query, parameters)
            select $"{query} | {Describe((IDictionary<string, object?>)row)}").Order(StringComparer.Ordinal),
    ];

    private static string Describe(IDictionary<string, object?> row) =>
        string.Join(", ", row.Select(column => $"{column.Key}={Describe(column.Value)}"));

    private static string Describe(object? value) => value switch
    {
        null => "null",
        byte[] bytes => Convert.ToHexString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
