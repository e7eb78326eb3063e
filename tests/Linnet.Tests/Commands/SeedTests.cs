using Linnet.Accounts.Passwords;
using Linnet.Commands;
using Linnet.Commands.Seed;
using Linnet.Common;
using Linnet.Media.Files;
using Linnet.Storage.Counters;
using Linnet.Tests.Fixtures;
using Linnet.Tweets.Entities;
using Xunit;

namespace Linnet.Tests.Commands;

public sealed class SeedTests : IDisposable
{
    private static readonly DemoSize Small = new(People: 40, Tweets: 400, FollowsEach: 8, Likes: 900, Seed: 1);

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_seed_gives_the_same_data_and_another_seed_other_data()
    {
        var rows = await DumpAsync(Small);
        Assert.Equal(rows, await DumpAsync(Small));
        Assert.NotEqual(rows, await DumpAsync(Small with { Seed = 2 }));
    }

    [Fact]
    public async Task The_data_has_the_requested_size_and_correct_counters()
    {
        await using var host = await SeedAsync(Small);
        Assert.Equal(
            ["40|400|320|900"],
            await TableText.ReadAsync(host.Database, "select (select count(*) from users), (select count(*) from tweets), (select count(*) from follows), (select count(*) from likes)"));
        Assert.Equal(["8|8"], await TableText.ReadAsync(host.Database, "select min(following_count), max(following_count) from users"));
        Assert.Empty(await host.Get<CounterAudit>().FindDriftAsync(Cancellation));
    }

    [Fact]
    public async Task The_data_is_plausible()
    {
        await using var host = await SeedAsync(Small);
        Assert.Equal(
            ["0"], await TableText.ReadAsync(host.Database, "select count(*) from tweets where kind = 0 and (length(content) not between 3 and 280 or content like '%{%')"));
        // There are replies and retweets, replies are newer than their originals, and ids grow with time.
        Assert.Equal(["1|1"], await TableText.ReadAsync(host.Database, "select count(reply_to_id) > 40, count(retweet_of_id) > 20 from tweets"));
        Assert.Equal(["0"], await TableText.ReadAsync(host.Database, "select count(*) from tweets where id <= coalesce(reply_to_id, retweet_of_id)"));
        Assert.Equal(["0"], await TableText.ReadAsync(host.Database, "select count(*) from tweets a join tweets b on b.id = a.id + 1 where b.created_at < a.created_at"));
        Assert.Equal(["0"], await TableText.ReadAsync(host.Database, "select count(*) from tweets t join users u on u.id = t.author_id where t.created_at < u.created_at"));
        // Some tweets were edited, and some threads are long.
        Assert.Equal(["1|1"], await TableText.ReadAsync(
            host.Database,
            """
            select (select count(*) > 3 from tweets t join tweet_versions v on v.tweet_id = t.id where v.content <> t.content and t.edited_at > v.written_at),
                   (select max(n) > 5 from (select count(*) as n from tweets where conversation_id is not null group by conversation_id) threads)
            """));
        // Some tweets have polls, in most of which somebody voted.
        Assert.Equal(["1|1|1"], await TableText.ReadAsync(
            host.Database,
            """
            select (select count(*) > 2 from polls p join tweets t on t.id = p.id where t.has_poll and t.created_at < p.ends_at),
                   (select min(n) > 1 from (select count(*) as n from poll_options group by poll_id) options),
                   (select sum(votes_count) > 10 from poll_options)
            """));
        // Some retweets are reposts, which nothing refers to, as nothing of others refers to tweets for followers.
        Assert.Equal(["1|1"], await TableText.ReadAsync(host.Database, "select sum(kind) > 5, sum(case visibility when 2 then 1 else 0 end) > 5 from tweets"));
        Assert.Equal(
            ["0"],
            await TableText.ReadAsync(
                host.Database, "select count(*) from tweets t join tweets o on o.id in (t.reply_to_id, t.retweet_of_id) where o.kind = 1 or o.visibility = 2"));
        Assert.Equal(
            ["0"],
            await TableText.ReadAsync(
                host.Database, "select count(*) from tweets t join tweets o on o.id = t.retweet_of_id where t.retweet_of_author_id is null or t.retweet_of_author_id <> o.author_id"));
        Assert.Equal(["1"], await TableText.ReadAsync(host.Database, "select count(distinct f.id) > 0 and count(*) > count(distinct f.id) from filters f join filter_words w on w.filter_id = f.id"));
        // Pairs and a group, whose members have one message left to read at most.
        Assert.Equal(
            ["10|1|0"],
            await TableText.ReadAsync(
                host.Database,
                """
                select sum(case when c.is_group then 0 else 1 end), sum(case when c.is_group then 1 else 0 end),
                    (select count(*) from conversation_members m where m.activity_id <> (select max(x.id) from messages x where x.conversation_id = m.conversation_id))
                from conversations c
                """));
        // Few users have many followers.
        Assert.Equal(["1"], await TableText.ReadAsync(host.Database, "select max(followers_count) > 3 * avg(followers_count) from users"));
    }

    [Fact]
    public async Task Every_user_can_follow_every_other_and_like_every_tweet()
    {
        await using var host = await SeedAsync(new DemoSize(People: 5, Tweets: 20, FollowsEach: 4, Likes: 80, Seed: 3));
        Assert.Equal(["20|80"], await TableText.ReadAsync(host.Database, "select (select count(*) from follows), (select count(*) from likes)"));
    }

    [Theory]
    [InlineData(5, 20, 5, 0)]
    [InlineData(5, 20, 0, 81)]
    public void An_impossible_size_is_refused(int people, int tweets, int followsEach, int likes) =>
        Assert.Equal(
            ExitCode.Usage,
            Assert.Throws<OperatorException>(() => new DemoSize(people, tweets, followsEach, likes, Seed: 1).EnsurePossible()).ExitCode);

    [Fact]
    public async Task Demo_users_log_in_with_the_documented_password()
    {
        await using (var host = await SeedAsync(Small, "demo.db"))
            await Assert.ThrowsAsync<OperatorException>(() => SeedAsync(host, Small));
        await using var linnet = await RunningLinnet.StartAsync($"--database={_folder.File("demo.db")}");
        var token = await linnet.LogInAsync(DemoPeople.Generate(Small)[0].Username, Seeder.Password);
        Assert.NotNull(token["access_token"]);
    }

    private async Task<List<string>> DumpAsync(DemoSize size)
    {
        await using var host = await SeedAsync(size);
        // All columns but the password hash, whose salt differs each time.
        return
        [
            .. await TableText.ReadAsync(host.Database, "select id, username, email, full_name, bio, is_active, is_verified, created_at, followers_count from users order by id"),
            .. await TableText.ReadAsync(host.Database, "select * from tweets order by id"),
            .. await TableText.ReadAsync(host.Database, "select * from follows order by follower_id, followed_id"),
            .. await TableText.ReadAsync(host.Database, "select * from likes order by user_id, tweet_id"),
        ];
    }

    private async Task<CommandHost> SeedAsync(DemoSize size, string? file = null)
    {
        var host = CommandHost.Open([$"--database={_folder.File(file ?? $"{Guid.NewGuid()}.db")}", "--passwords:bcryptcost=4", "--logging:loglevel:default=Error"]);
        await host.Database.MigrateAsync(Cancellation);
        await SeedAsync(host, size);
        return host;
    }

    private static Task<string> SeedAsync(CommandHost host, DemoSize size) =>
        new Seeder(host.Database, host.Get<CounterAudit>(), host.Get<EntityBackfill>(), host.Get<PasswordHasher>(), host.Get<MediaStore>()).RunAsync(size, _ => { }, Cancellation);
}
