using Linnet.Relations;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Relations;

/// <summary>The answer to "may they see it" in C# (<see cref="Viewer"/>) and in SQL (<see cref="ViewerSql"/>) is the same, on generated worlds.</summary>
public sealed class MaySeeTests
{
    private const int People = 12;

    private static readonly string Select = $"""
        select v.id as viewer, t.id as tweet, t.author_id, t.visibility, {ViewerSql.MaySee("t", "v.id")} as may_see, {ViewerSql.MayAct("t", "v.id")} as may_act
        from users v cross join tweets t
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Both_forms_agree(int seed)
    {
        await using var linnet = await RunningLinnet.StartAsync();
        await BuildAsync(linnet, new Random(seed));
        var viewers = linnet.Services.GetRequiredService<ViewerCache>();
        var answers = PlainSql.Query<Answer>(linnet.Database, Select);
        Assert.Contains(answers, answer => answer.MaySee && !answer.MayAct);
        Assert.Contains(answers, answer => !answer.MaySee);
        foreach (var answer in answers)
        {
            var viewer = await viewers.GetAsync(answer.Viewer, TestContext.Current.CancellationToken);
            var maySee = viewer.MaySee(answer.AuthorId, (Visibility)answer.Visibility);
            Assert.True(maySee == answer.MaySee, $"{answer}: {maySee} in C#");
            Assert.True((maySee && !viewer.Blocks(answer.AuthorId)) == answer.MayAct, $"{answer}");
        }
        Assert.Equal(People * People * 3, answers.Count);
    }

    private static Task<int> BuildAsync(RunningLinnet linnet, Random random) => linnet.Services.GetRequiredService<Database>().WriteAsync(
        async db =>
        {
            var ids = new List<long>();
            for (var number = 0; number < People; number++)
            {
                var name = $"p{number}";
                ids.Add(await db.QuerySingleAsync<long>(
                    "insert into users (username, email, hashed_password, created_at) values (@name, @name, '', 0) returning id", new { name }));
            }
            foreach (var one in ids)
            {
                for (var visibility = 0; visibility < 3; visibility++)
                {
                    await db.ExecuteAsync(
                        "insert into tweets (content, created_at, updated_at, author_id, visibility) values ('x', 0, 0, @one, @visibility)", new { one, visibility });
                }
                foreach (var other in ids.Where(other => other != one))
                {
                    // A row of each kind, whatever the others are: the rules decide, not what the server would have written.
                    if (random.Next(3) is 0)
                        await db.ExecuteAsync("insert into follows (follower_id, followed_id) values (@one, @other)", new { one, other });
                    if (random.Next(4) is 0)
                        await db.ExecuteAsync("insert into blocks (blocker_id, blocked_id, created_at) values (@one, @other, 0)", new { one, other });
                    if (random.Next(4) is 0)
                        await db.ExecuteAsync("insert into mutes (muter_id, muted_id, hides_notifications, created_at) values (@one, @other, true, 0)", new { one, other });
                }
            }
            return ids.Count;
        },
        TestContext.Current.CancellationToken);

    private sealed record Answer
    {
        public long Viewer { get; init; }

        public long Tweet { get; init; }

        public long AuthorId { get; init; }

        public long Visibility { get; init; }

        public bool MaySee { get; init; }

        public bool MayAct { get; init; }
    }
}
