using Linnet.Commands.Import;
using Linnet.Common;
using Xunit;

namespace Linnet.Tests.Commands;

/// <summary>Unusual values in the columns of an old database: interpreted where the meaning is clear, otherwise counted in the report.</summary>
public sealed class ImportedValueTests : ImportTest
{
    private const long LastAllowedId = 1L << 52;

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("t", true)]
    [InlineData(" yes ", true)]
    [InlineData("y", true)]
    [InlineData("on", true)]
    [InlineData("1", true)]
    [InlineData(1L, true)]
    [InlineData(2L, true)]
    [InlineData(1.0, true)]
    [InlineData("false", false)]
    [InlineData("F", false)]
    [InlineData("no", false)]
    [InlineData("n", false)]
    [InlineData("off", false)]
    [InlineData("0", false)]
    [InlineData(0L, false)]
    [InlineData(0.0, false)]
    public async Task Flags_are_read_in_every_common_form(object stored, bool expected)
    {
        Original.AddUser(1, "ada", "ada@example.org", active: stored, verified: stored);
        var report = await ImportAsync();
        var flag = expected ? "1" : "0";
        Assert.Equal([$"{flag}|{flag}"], await RowsAsync("select is_active, is_verified from users"));
        Assert.DoesNotContain(report.Notes.All, note => note.What.Contains("true or false", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unreadable_flag_gets_its_default_and_is_counted()
    {
        Original.AddUser(1, "ada", "ada@example.org", active: "perhaps", verified: new byte[] { 1 });
        var report = await ImportAsync();
        Assert.Equal(["1|0"], await RowsAsync("select is_active, is_verified from users"));
        Assert.Contains(("accounts had an is_active that is neither true nor false; they are now active", 1L), report.Notes.All);
        Assert.Contains(("accounts had an is_verified that is neither true nor false; they are now unverified", 1L), report.Notes.All);
    }

    [Theory]
    [InlineData("2024-01-31 12:34:56.123456", "2024-01-31T12:34:56.123456Z")]
    [InlineData("2024-01-31 12:34:56.5", "2024-01-31T12:34:56.500000Z")]
    [InlineData("2024-01-31 12:34:56", "2024-01-31T12:34:56.000000Z")]
    [InlineData("2024-01-31T12:34:56", "2024-01-31T12:34:56.000000Z")]
    [InlineData("2024-01-31T12:34:56.123456Z", "2024-01-31T12:34:56.123456Z")]
    [InlineData("2024-01-31 12:34:56+02:00", "2024-01-31T10:34:56.000000Z")]
    [InlineData("2024-01-31 12:34:56+0200", "2024-01-31T10:34:56.000000Z")]
    [InlineData("2024-01-31 12:34:56-05", "2024-01-31T17:34:56.000000Z")]
    [InlineData("2024-01-31 12:34:56 UTC", "2024-01-31T12:34:56.000000Z")]
    [InlineData("2024-01-31 12:34:56.123456789", "2024-01-31T12:34:56.123456Z")]
    [InlineData("2024-01-31 12:34:56,5", "2024-01-31T12:34:56.500000Z")]
    [InlineData("2024-01-31 12:00", "2024-01-31T12:00:00.000000Z")]
    [InlineData("2024-01-31", "2024-01-31T00:00:00.000000Z")]
    [InlineData(" 2024-01-31t12:00z ", "2024-01-31T12:00:00.000000Z")]
    [InlineData("1706704496", "2024-01-31T12:34:56.000000Z")]
    [InlineData(1706704496L, "2024-01-31T12:34:56.000000Z")]
    [InlineData(1706704496.5, "2024-01-31T12:34:56.500000Z")]
    [InlineData(1706704496123L, "2024-01-31T12:34:56.123000Z")]
    [InlineData("1706704496123", "2024-01-31T12:34:56.123000Z")]
    [InlineData(1706704496123456L, "2024-01-31T12:34:56.123456Z")]
    [InlineData(1706704496123456789L, "2024-01-31T12:34:56.123456Z")]
    public void Times_are_read_in_every_common_form_and_are_UTC_without_a_zone(object stored, string expected)
    {
        Assert.True(OriginalTime.TryParse(stored, out var time));
        Assert.Equal(expected, time.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2024-13-01 00:00:00")]
    [InlineData("2024-02-30")]
    [InlineData("2024-01-31 25:00")]
    [InlineData("2024-01-31 12:34:56+25:00")]
    [InlineData(double.NaN)]
    [InlineData(1e300)]
    [InlineData("99999999999999999999")]
    [InlineData(new byte[] { 1, 2 })]
    public void An_invalid_time_is_not_read(object? stored) => Assert.False(OriginalTime.TryParse(stored, out _));

    [Fact]
    public async Task A_future_time_becomes_the_time_of_the_import_and_is_not_copied_to_later_rows()
    {
        AddUsers(1);
        Original.AddTweet(1, "before", author: 1, createdAt: "2024-02-01 08:00:00");
        Original.AddTweet(2, "in the year 9999", author: 1, createdAt: "9999-12-31 00:00:00", updatedAt: "9999-12-31 00:00:00");
        Original.AddTweet(3, "without a time", author: 1, createdAt: "soon");
        var report = await ImportAsync();
        Assert.Contains(("rows had a time in the future and got the time of the import", 1L), report.Notes.All);
        Assert.Equal(["3|2024-02-01T08:00:00.000000Z"], await RowsAsync("select id, created_at from tweets where id = 3", timeFrom: 1));
        Assert.Equal(["1"], await RowsAsync("select count(*) from tweets where id = 2 and created_at between 1700000000000000 and 4000000000000000 and updated_at = created_at"));
    }

    [Fact]
    public async Task An_edit_is_never_older_than_the_tweet()
    {
        AddUsers(1);
        Original.AddTweet(1, "x", author: 1, createdAt: "2024-02-01 08:00:00", updatedAt: "2023-01-01 00:00:00");
        await ImportAsync();
        Assert.Equal(["1"], await RowsAsync("select count(*) from tweets where updated_at = created_at"));
    }

    [Fact]
    public async Task Each_account_without_a_usable_password_is_listed_with_the_reason()
    {
        Original.AddUser(1, "fine", "1@example.org", "$2b$12$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");
        Original.AddUser(2, "none", "2@example.org", hash: null);
        Original.AddUser(3, "blank", "3@example.org", hash: "");
        Original.AddUser(4, "argon", "4@example.org", "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo");
        Original.AddUser(5, "locked", "5@example.org", "!");
        Original.AddUser(6, "short", "6@example.org", "$2b$12$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe");
        Original.AddUser(7, "costly", "7@example.org", "$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");
        Original.AddUser(8, "cut", "8@example.org", "$2b$12$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeX");
        Original.AddUser(9, "plain", "9@example.org", "secret123");
        var report = await ImportAsync();
        Assert.Equal(
            [
                new(2, "none", "no password"), new(3, "blank", "no password"), new(4, "argon", "a hash of argon2id, not bcrypt"),
                new(5, "locked", "not a bcrypt hash"), new(6, "short", "not a bcrypt hash"), new(7, "costly", "a bcrypt hash of a cost above 16"),
                new(8, "cut", "a damaged bcrypt hash"), new(9, "plain", "not a bcrypt hash"),
            ],
            report.LockedOut);
    }

    [Theory]
    [InlineData(LastAllowedId + 1)]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task An_id_that_clients_cannot_represent_is_refused_in_one_line_for_users_and_tweets(long id)
    {
        Original.AddUser(id, "ada", "ada@example.org");
        Assert.Contains("--renumber", (await Assert.ThrowsAsync<OperatorException>(() => ImportAsync())).Message, StringComparison.Ordinal);
        Original.Execute("delete from users");
        AddUsers(1);
        Original.AddTweet(id, "x", author: 1);
        var refusal = await Assert.ThrowsAsync<OperatorException>(() => ImportAsync());
        Assert.Contains("--renumber", refusal.Message, StringComparison.Ordinal);
        Assert.Single(refusal.Message.Split('\n'));
        Assert.Equal(["0"], await RowsAsync("select count(*) from users"));
    }

    [Fact]
    public async Task Renumbering_keeps_the_order_and_every_reference()
    {
        Original.AddUser(-5, "minus", "1@example.org");
        Original.AddUser(3, "three", "2@example.org");
        Original.AddUser(long.MaxValue, "last", "3@example.org", hash: null);
        Original.AddTweet(9_000_000_000_000_000_000, "first", author: -5);
        Original.AddTweet(9_000_000_000_000_000_001, "answer", author: long.MaxValue, replyTo: 9_000_000_000_000_000_000);
        Original.AddTweet(long.MaxValue, "again", author: 3, retweetOf: 9_000_000_000_000_000_000);
        Original.AddFollow(long.MaxValue, -5);
        Original.AddLike(3, 9_000_000_000_000_000_001);
        var report = await ImportAsync(renumber: true);
        Assert.Equal(["1|minus", "2|three", "3|last"], await RowsAsync("select id, username from users order by id"));
        Assert.Equal(["1|1||", "2|3|1|", "3|2||1"], await RowsAsync("select id, author_id, reply_to_id, retweet_of_id from tweets order by id"));
        Assert.Equal(["3|1"], await RowsAsync("select follower_id, followed_id from follows"));
        Assert.Equal(["2|2"], await RowsAsync("select user_id, tweet_id from likes"));
        Assert.Equal([3L], report.LockedOut.Where(account => account.Username is "last").Select(account => account.Id));
    }

    [Fact]
    public async Task Ids_that_clients_can_represent_stay_when_renumbering_is_allowed()
    {
        Original.AddUser(7, "ada", "ada@example.org");
        Original.AddTweet(LastAllowedId, "x", author: 7);
        await ImportAsync(renumber: true);
        Assert.Equal([$"7|{LastAllowedId}"], await RowsAsync("select author_id, id from tweets"));
    }

    [Fact]
    public async Task Rows_with_invalid_or_duplicate_ids_are_skipped_and_counted()
    {
        Original.Execute("DROP TABLE users");
        Original.Execute("CREATE TABLE users (id, username, email, hashed_password, full_name, bio, is_active, is_verified, created_at)");
        Original.Execute("INSERT INTO users (id, username, email) VALUES (1, 'ada', 'a@x.org'), (1, 'again', 'b@x.org'), ('two', 'bob', 'c@x.org'), (null, 'cy', 'd@x.org')");
        Original.AddTweet(1, "x", author: 1);
        Original.Execute("UPDATE tweets SET reply_to_id = 'one'");
        var report = await ImportAsync();
        Assert.Equal(["1|ada"], await RowsAsync("select id, username from users"));
        Assert.Equal(["1|"], await RowsAsync("select id, reply_to_id from tweets"));
        Assert.Contains(("rows of users had no unique id and were skipped", 3L), report.Notes.All);
    }

    [Fact]
    public void A_Linnet_database_is_refused()
    {
        var refusal = Assert.Throws<OperatorException>(() => OriginalDatabase.Open(Folder.File("linnet.db")));
        Assert.Contains("linnet backup", refusal.Message, StringComparison.Ordinal);
    }
}
