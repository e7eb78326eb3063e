using Linnet.Accounts.Passwords;
using Linnet.Commands;
using Linnet.Commands.Move;
using Linnet.Commands.Seed;
using Linnet.Media.Files;
using Linnet.Storage.Counters;
using Linnet.Tests.Fixtures;
using Linnet.Tweets.Entities;
using Xunit;

namespace Linnet.Tests.Commands;

public sealed class MoveTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private string _target = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Source => _folder.File("twitter.db");

    public async ValueTask InitializeAsync()
    {
        _target = await PostgresServer.CreateEmptyDatabaseAsync();
        await using var host = CommandHost.Open([$"--database={Source}", "--passwords:bcryptcost=4", "--logging:loglevel:default=Error"]);
        await host.Database.MigrateAsync(Cancellation);
        await new Seeder(host.Database, host.Get<CounterAudit>(), host.Get<EntityBackfill>(), host.Get<PasswordHasher>(), host.Get<MediaStore>())
            .RunAsync(new DemoSize(People: 12, Tweets: 80, FollowsEach: 4, Likes: 100, Seed: 5), _ => { }, Cancellation);
        PlainSql.Execute(Source, """
            insert into sessions (user_id, family_hash, refresh_hash, client, created_at, last_used_at, expires_at) values (1, x'01ff', x'02', 'curl', 1, 2, 3);
            insert into notifications (recipient_id, kind, actor_id, tweet_id, created_at) values (1, 'follow', 2, null, 7);
            insert into notification_cursors values (1, 1);
            insert or ignore into blocks (blocker_id, blocked_id, created_at) values (1, 12, 3);
            insert or ignore into mutes (muter_id, muted_id, hides_notifications, ends_at, created_at) values (2, 11, 1, 9, 3);
            insert into follow_requests (requester_id, target_id, created_at) values (3, 1, 4);
            insert into jobs (kind, key, due_at) values ('end_mute', '2:11', 9);
            update tweets set content_warning = 'Ω', is_sensitive = 1, reply_policy = 1, is_hidden_reply = 1, is_detached = 1 where id = 2;
            insert into tweet_versions (tweet_id, number, content, content_warning, is_sensitive, written_at) values (2, 1, 'Ω', 'ω', 1, 1);
            update tweets set edited_at = 2, edit_notified_at = 3, expires_at = 4 where id = 2;
            insert or ignore into polls (id, is_multiple, hides_totals, ends_at, voters_count) values (2, 1, 1, 9, 1);
            insert into poll_options (poll_id, position, title, votes_count) values (2, 8, 'Ω', 0);
            delete from poll_votes where poll_id = 2;
            insert into poll_votes (poll_id, user_id, choices) values (2, 5, 4);
            update polls set voters_count = 1 where id = 2;
            update poll_options set votes_count = case position when 2 then 1 else 0 end where poll_id = 2;
            insert into scheduled_tweets (id, user_id, draft, due_at, state, error_code, error_detail, created_at, updated_at) values (70, 2, 'Ω', 1, 1, 'ω', 'Ω', 2, 3);
            insert into post_keys (user_id, key, draft_hash, scheduled_id, created_at) values (2, 'k', x'04', 70, 5);
            insert into tombstones (tweet_id, parent_id, conversation_id) values (900, 2, 1);
            insert or ignore into muted_threads (user_id, conversation_id, created_at) values (1, 900, 3);
            insert into drafts (user_id, body, version, created_at, updated_at) values (4, '{"content":"Ω 🐦\u0000"}', 3, 3, 4);
            update users set is_locked = 1 where id = 4;
            update conversation_members set state = 1, joined_after_id = 1 where conversation_id = 1;
            update messages set content = 'Ω 🐦', client_key = 'k', draft_hash = x'03' where id = 2;
            update notification_pruning set pruned_up_to = 5;
            update users set is_verified = 1, bio = 'Grüße 🐦' where id = 3;
            insert into tweets (content, created_at, updated_at, author_id) values ('gone', 1, 1, 1);
            delete from tweets where content = 'gone';
            """);
        await File.WriteAllTextAsync($"{Source}.key", System.Buffers.Text.Base64Url.EncodeToString(new byte[32]), Cancellation);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode($"{Source}.key", UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public async ValueTask DisposeAsync()
    {
        await PostgresServer.DropAsync(_target);
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_row_is_copied_unchanged_and_no_id_is_reused()
    {
        var outcome = await MoveAsync();
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        foreach (var table in PostgresCopy.Tables)
            Assert.Equal(Rows(Source, table), Rows(_target, table));
        Assert.Equal([new byte[32]], PlainSql.Query<byte[]>(_target, "select key from signing_key"));
        // 81 was deleted before the move.
        PlainSql.Execute(_target, "insert into tweets (content, created_at, updated_at, author_id) values ('next', 1, 1, 1)");
        Assert.Equal([82L], PlainSql.Query<long>(_target, "select id from tweets where content = 'next'"));
    }

    [Fact]
    public async Task A_database_with_users_is_not_changed()
    {
        await MoveAsync();
        var again = await MoveAsync();
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("already has users", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_wrong_counters_is_refused_and_nothing_is_kept()
    {
        PlainSql.Execute(Source, "update tweets set likes_count = likes_count + 1 where id = 7");
        var outcome = await MoveAsync();
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("tweets.likes_count is wrong", outcome.Error, StringComparison.Ordinal);
        foreach (var table in PostgresCopy.Tables.Except(["notification_pruning"]))
            Assert.Equal([0L], PlainSql.Query<long>(_target, $"select count(*) from {table}"));
    }

    [Fact]
    public void Every_table_of_the_schema_is_moved()
    {
        var tables = PlainSql.Query<string>(Source, "select name from sqlite_master where type = 'table' and name not like 'sqlite%'");
        // Socket tickets expire within half a minute.
        Assert.Equal(tables.Except(["schema_migrations", "write_sequence", "socket_tickets"]).Order(StringComparer.Ordinal), PostgresCopy.Tables.Order(StringComparer.Ordinal));
    }

    private Task<ProcessOutcome> MoveAsync() => LinnetProcess.RunAsync(_folder, "move", Source, $"--database={_target}");

    /// <summary>The rows as lines, sorted, with the engines' differences in format removed.</summary>
    private static List<string> Rows(string database, string table) =>
        [.. PlainSql.Query<dynamic>(database, $"select * from {table}")
            .Select(row => string.Join('|', ((IDictionary<string, object?>)row).OrderBy(cell => cell.Key, StringComparer.Ordinal).Select(cell => Show(cell.Value))))
            .Order(StringComparer.Ordinal)];

    private static string Show(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "1" : "0",
        byte[] bytes => Convert.ToHexString(bytes),
        _ => $"{value}",
    };
}
