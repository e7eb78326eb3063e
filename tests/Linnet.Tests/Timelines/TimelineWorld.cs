using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Timelines;

/// <summary>
/// A random graph around one viewer: few write most, many write nothing, one wrote hundreds of the newest tweets, some
/// tweets are gone again. Written with SQL, since what is tested is reading.
/// </summary>
internal sealed class TimelineWorld
{
    private readonly RunningLinnet _linnet;

    private TimelineWorld(RunningLinnet linnet, Person viewer) => (_linnet, Viewer) = (linnet, viewer);

    public Person Viewer { get; }

    public static async Task<TimelineWorld> BuildAsync(RunningLinnet linnet, int seed)
    {
        var random = new Random(seed);
        var world = new TimelineWorld(linnet, await linnet.JoinAsync($"viewer{seed}"));
        await linnet.Services.GetRequiredService<Database>().WriteAsync(
            async db =>
            {
                var authors = await AddAuthorsAsync(db, $"s{seed}_", 70);
                foreach (var author in authors.OrderBy(_ => random.Next()).Take(seed % 5 is 0 ? 0 : random.Next(1, 61)))
                    await db.ExecuteAsync("insert into follows (follower_id, followed_id) values (@viewer, @author)", new { viewer = world.Viewer.Id, author });
                List<long> everyone = [world.Viewer.Id, .. authors];
                // The square favours the first: they write most, the last nothing.
                for (var i = random.Next(0, 800); i > 0; i--)
                    await AddTweetAsync(db, everyone[(int)(random.NextDouble() * random.NextDouble() * everyone.Count / 2)]);
                for (var i = random.Next(0, 400); i > 0; i--)
                    await AddTweetAsync(db, authors[seed % authors.Count]);
                await db.ExecuteAsync("delete from tweets where id % @every = 0", new { every = random.Next(2, 9) });
                return await db.ExecuteAsync("update users set tweets_count = (select count(*) from tweets where author_id = users.id)");
            },
            TestContext.Current.CancellationToken);
        return world;
    }

    /// <summary>All of the timeline, newest first, found the plain way: every tweet looked at, then sorted.</summary>
    public List<long> Truth() => PlainSql.Query<long>(
        _linnet.Database,
        """
        select id from tweets
        where author_id = @Id or author_id in (select followed_id from follows where follower_id = @Id)
        order by id desc
        """,
        new { Viewer.Id });

    private static async Task<List<long>> AddAuthorsAsync(DbSession db, string prefix, int count)
    {
        var ids = new List<long>();
        for (var i = 0; i < count; i++)
        {
            var name = $"{prefix}{i}";
            ids.Add(await db.QuerySingleAsync<long>(
                "insert into users (username, email, hashed_password, created_at) values (@name, @name, '', 0) returning id", new { name }));
        }
        return ids;
    }

    private static Task<int> AddTweetAsync(DbSession db, long author) =>
        db.ExecuteAsync("insert into tweets (content, created_at, updated_at, author_id) values ('x', 0, 0, @author)", new { author });
}
