using Linnet.Commands.Import;
using Linnet.Common;
using Linnet.Storage.Counters;
using Xunit;

namespace Linnet.Tests.Commands;

public sealed class ImportTests : ImportTest
{
    [Fact]
    public async Task Ids_texts_hashes_and_times_are_preserved()
    {
        Original.AddUser(7, "ada", "Ada@example.org", "$2b$12$hash", "Ada Lovelace", "First 👩‍💻", active: 0, verified: 1);
        Original.AddTweet(40, "first", author: 7, updatedAt: "2024-02-01 08:00:00.5");
        await ImportAsync();
        Assert.Equal(
            ["7|ada|Ada@example.org|$2b$12$hash|Ada Lovelace|First 👩‍💻|0|1|2024-01-31T12:34:56.123456Z"],
            await RowsAsync("select id, username, email, hashed_password, full_name, bio, is_active, is_verified, created_at from users", timeFrom: 8));
        Assert.Equal(
            ["40|first|7|2024-02-01T08:00:00.000000Z|2024-02-01T08:00:00.500000Z"],
            await RowsAsync("select id, content, author_id, created_at, updated_at from tweets", timeFrom: 3));
    }

    [Fact]
    public async Task A_null_gets_its_default()
    {
        Original.AddUser(1, "ada", "a@example.org", hash: null, createdAt: null);
        Original.AddUser(2, "bob", "b@example.org");
        Original.AddUser(3, "cy", "c@example.org", createdAt: "yesterday");
        Original.AddTweet(1, null, author: 1, createdAt: "2024-02-01T08:00:00");
        var report = await ImportAsync();
        Assert.Equal(["1||1|0", "2|x|1|0", "3|x|1|0"], await RowsAsync("select id, hashed_password, is_active, is_verified from users order by id"));
        Assert.Equal(["1"], await RowsAsync("select count(distinct created_at) from users where id > 1"));
        Assert.Equal(["1"], await RowsAsync("select count(*) from tweets where content = '' and updated_at = created_at"));
        Assert.Contains(("rows had no readable time and got the time of the previous row", 2L), report.Notes.All);
        Assert.Equal([new LockedOut(1, "ada", "no password")], report.LockedOut.Where(account => account.Id is 1));
    }

    [Fact]
    public async Task Names_that_are_not_allowed_today_are_changed_and_reported()
    {
        Original.AddUser(1, "ada", "ada@example.org");
        Original.AddUser(2, "Ada", "ADA@example.org");
        Original.AddUser(3, "josé", "j@example.org");
        Original.AddUser(4, "me", "me@example.org");
        Original.AddUser(5, new string('x', 31), "x@example.org");
        Original.AddUser(6, "Ada_2", "");
        Original.AddUser(7, null, null);
        var report = await ImportAsync();
        Assert.Equal(
            [
                "1|ada|ada@example.org", "2|Ada_2_2|user_2@import.invalid", "3|jos_|j@example.org", "4|me_4|me@example.org",
                $"5|{new string('x', 30)}|x@example.org", "6|Ada_2|user_6@import.invalid", "7|user_7|user_7@import.invalid",
            ],
            await RowsAsync("select id, username, email from users order by id"));
        Assert.Equal(
            [
                new NameChange(2, "username", "Ada", "Ada_2_2"), new NameChange(3, "username", "josé", "jos_"),
                new NameChange(4, "username", "me", "me_4"), new NameChange(5, "username", new string('x', 31), new string('x', 30)),
                new NameChange(7, "username", "", "user_7"), new NameChange(2, "email", "ADA@example.org", "user_2@import.invalid"),
                new NameChange(6, "email", "", "user_6@import.invalid"), new NameChange(7, "email", "", "user_7@import.invalid"),
            ],
            report.Changes);
    }

    [Fact]
    public async Task A_row_with_a_dangling_reference_is_skipped_and_counted()
    {
        AddUsers(2);
        Original.AddTweet(1, "replies to a missing tweet", author: 1, replyTo: 99);
        Original.AddTweet(2, "replies to itself", author: 1, replyTo: 2);
        Original.AddTweet(3, "replies to a later tweet", author: 2, replyTo: 4);
        Original.AddTweet(4, "retweets a missing tweet", author: 1, retweetOf: 98);
        Original.AddTweet(5, "by a missing user", author: 77);
        Original.AddTweet(6, "replies to a skipped tweet", author: 2, replyTo: 5);
        foreach (var (follower, followed) in new (long?, long?)[] { (1, 2), (1, 2), (1, 1), (1, 50), (50, 1), (null, 1) })
            Original.AddFollow(follower, followed);
        foreach (var (user, tweet) in new (long?, long?)[] { (2, 1), (2, 1), (2, 5), (60, 1), (2, null) })
            Original.AddLike(user, tweet);
        var report = await ImportAsync();
        Assert.Equal(["1|", "2|", "3|4", "4|", "6|"], await RowsAsync("select id, reply_to_id from tweets order by id"));
        Assert.Equal(["1|2"], await RowsAsync("select follower_id, followed_id from follows"));
        Assert.Equal(["2|1"], await RowsAsync("select * from likes"));
        Assert.Equal((2, 5, 1, 1), (report.Users, report.Tweets, report.Follows, report.Likes));
        Assert.Equal(
            [
                ("duplicate follows were skipped", 1L),
                ("duplicate likes were skipped", 1L),
                ("follows of an account by itself were skipped", 1L),
                ("follows that refer to a missing row were skipped", 3L),
                ("likes that refer to a missing row were skipped", 3L),
                ("replies whose original is missing were imported without it", 3L),
                ("retweets whose original is missing were imported without it", 1L),
                ("tweets of missing users were skipped", 1L),
            ],
            report.Notes.All.OrderBy(note => note.What, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Texts_that_break_todays_rules_are_kept_except_for_NULs()
    {
        Original.AddUser(1, "ada", "a@example.org", bio: "a\0b");
        Original.AddTweet(1, new string('x', 281), author: 1);
        Original.AddTweet(2, " ", author: 1);
        var report = await ImportAsync();
        Assert.Equal(["a\uFFFDb"], await RowsAsync("select bio from users"));
        Assert.Equal(["281", "1"], await RowsAsync("select length(content) from tweets order by id"));
        Assert.Equal([1L, 1L, 1L], report.Notes.All.Select(note => note.Count));
    }

    [Fact]
    public async Task Every_counter_is_correct_and_new_ids_continue_after_the_old()
    {
        AddUsers(5);
        Original.AddFollow(1, 2);
        Original.AddFollow(3, 2);
        Original.AddTweet(10, "first", author: 2);
        Original.AddTweet(11, "answer", author: 1, replyTo: 10);
        Original.AddTweet(12, "again", author: 3, retweetOf: 10);
        Original.AddLike(1, 10);
        Original.AddLike(3, 10);
        await ImportAsync();
        Assert.Empty(await Host.Get<CounterAudit>().FindDriftAsync(Cancellation));
        Assert.Equal(["2|0|1"], await RowsAsync("select followers_count, following_count, tweets_count from users where id = 2"));
        Assert.Equal(["2|1|1"], await RowsAsync("select likes_count, replies_count, retweets_count from tweets where id = 10"));
        const string InsertUser = "insert into users (username, email, hashed_password, created_at) values ('new', 'n@example.org', 'x', 1) returning id";
        Assert.Equal(6, await Host.Database.WriteAsync(db => db.QuerySingleAsync<long>(InsertUser), Cancellation));
    }

    [Fact]
    public async Task A_database_with_users_is_refused_and_not_changed()
    {
        Original.AddUser(1, "ada", "a@example.org");
        await ImportAsync();
        var refusal = await Assert.ThrowsAsync<OperatorException>(() => ImportAsync());
        Assert.Contains("already has users", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["1"], await RowsAsync("select count(*) from users"));
    }

    [Fact]
    public async Task An_import_that_stops_halfway_leaves_nothing()
    {
        AddUsers(2);
        Original.AddFollow(1, 2);
        using var original = OriginalDatabase.Open(OriginalPath);
        await Assert.ThrowsAsync<OperationCanceledException>(() => NewImporter().RunAsync(
            original, false, progress => Assert.False(progress.Step is "likes" ? throw new OperationCanceledException() : false), Cancellation));
        Assert.Equal(["0|0"], await RowsAsync("select (select count(*) from users), (select count(*) from follows)"));
    }

    [Fact]
    public async Task The_original_file_is_not_changed()
    {
        AddUsers(3);
        var before = await File.ReadAllBytesAsync(OriginalPath, Cancellation);
        await ImportAsync();
        Assert.Equal(before, await File.ReadAllBytesAsync(OriginalPath, Cancellation));
    }

    [Fact]
    public void A_database_without_the_originals_columns_is_refused()
    {
        Original.Execute("ALTER TABLE users DROP COLUMN bio");
        var refusal = Assert.Throws<OperatorException>(() => OriginalDatabase.Open(OriginalPath));
        Assert.Contains("lacks users.bio", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_a_database_is_refused()
    {
        await File.WriteAllTextAsync(Folder.File("notes.txt"), "These are only notes, long enough to have a header of a database.", Cancellation);
        Assert.Throws<OperatorException>(() => OriginalDatabase.Open(Folder.File("notes.txt")));
        Assert.Throws<OperatorException>(() => OriginalDatabase.Open(Folder.File("missing.db")));
    }
}
