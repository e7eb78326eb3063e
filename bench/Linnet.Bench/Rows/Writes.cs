using Linnet.Bench.Data;
using Linnet.Bench.Load;
using Linnet.Bench.Report;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Rows;

/// <summary>P4 and P5: durable writes by many people at once.</summary>
internal static class Writes
{
    public const string PostPath = "/tweets/";

    private const int Actors = 64;
    private const int Posts = 2_000;

    // So many acts before the first of them is undone that it was answered long ago.
    private const int ActsBeforeUndoing = 4_000;

    public static async Task<IReadOnlyList<Figure>> PostsAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var linnet = await bench.StartLinnetAsync(DataSet.M, cancellation);
        await using var ceiling = await Ceiling.StartAsync(cancellation);
        await using var commitPerRequest = await CommitPerRequest.StartAsync(await bench.CopyAsync(DataSet.M, cancellation), cancellation);
        var actors = await LogInActorsAsync(linnet, cancellation);
        var posts = MakePosts(actors, PostPath);
        var echoes = MakePosts(actors, Ceiling.EchoPath);
        var results = await bench.AlternateAsync(
            _ => bench.LoadAsync(linnet.Address, posts, cancellation),
            _ => bench.LoadAsync(commitPerRequest.Address, posts, cancellation),
            _ => bench.LoadAsync(ceiling.Address, echoes, cancellation));
        await bench.CheckTimelinesAsync(linnet, actors, cancellation);
        return
        [
            Beside("P4", "post a tweet, durable", results[0], "a commit a request", results[1], 10),
            Beside("P4", "post a tweet, durable", results[0], "echo POST on the ceiling", results[2], 0.3),
        ];
    }

    /// <summary>Each notifies three people and adds a row for each of its hashtags.</summary>
    public static async Task<IReadOnlyList<Figure>> TaggedPostsAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var linnet = await bench.StartLinnetAsync(DataSet.M, cancellation);
        var actors = await LogInActorsAsync(linnet, cancellation);
        var posts = MakePosts(actors, PostPath);
        var tagged = MakePosts(actors, (actor, random) => Acts.PostTagged(actor, PostPath, random, linnet.Set.People));
        var results = await bench.AlternateAsync(
            _ => bench.LoadAsync(linnet.Address, tagged, cancellation),
            _ => bench.LoadAsync(linnet.Address, posts, cancellation));
        await bench.CheckTimelinesAsync(linnet, actors, cancellation);
        return [Beside("P4", "post with three mentions and two hashtags", results[0], "plain post", results[1], 0.7)];
    }

    public static async Task<IReadOnlyList<Figure>> LikesAndFollowsAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var linnet = await bench.StartLinnetAsync(DataSet.M, cancellation);
        var actors = await LogInActorsAsync(linnet, cancellation);
        var acts = new Acts(linnet);
        var posts = MakePosts(actors, PostPath);
        var results = await bench.AlternateAsync(
            _ => bench.LoadAsync(linnet.Address, posts, cancellation),
            _ => bench.LoadAsync(linnet.Address, DoThenUndo(actors, acts.Like), cancellation),
            _ => bench.LoadAsync(linnet.Address, DoThenUndo(actors, acts.Follow), cancellation));
        await bench.CheckTimelinesAsync(linnet, actors, cancellation);
        return
        [
            Beside("P5", "like and unlike", results[1], "post", results[0], 0.8),
            Beside("P5", "follow and unfollow", results[2], "post", results[0], 0.8),
        ];
    }

    public static Task<List<Reader>> LogInActorsAsync(RunningLinnet linnet, CancellationToken cancellation) =>
        linnet.LogInAsync(linnet.Set.Readers.Take(Actors), cancellation);

    /// <param name="path">Where they are sent.</param>
    public static List<List<LoadRequest>> MakePosts(List<Reader> actors, string path) => MakePosts(actors, (actor, random) => Acts.Post(actor, path, random));

    private static List<List<LoadRequest>> MakePosts(List<Reader> actors, Func<Reader, Random, LoadRequest> make)
    {
        var random = new Random(Posts);
        return RequestLists.Deal(Enumerable.Range(0, Posts).Select(i => make(actors[i % actors.Count], random)).ToList());
    }

    private static List<List<LoadRequest>> DoThenUndo(List<Reader> actors, Func<Reader, Act> next)
    {
        var acts = Enumerable.Range(0, ActsBeforeUndoing).Select(i => next(actors[i % actors.Count])).ToList();
        return [.. RequestLists.Deal(acts).Select(some => some.Select(act => act.Do).Concat(some.Select(act => act.Undo)).ToList())];
    }

    private static Figure Beside(string id, string work, List<WrkResult> linnet, string name, List<WrkResult> other, double floor) =>
        new(id, work, "req/s", WrkResult.Rates(linnet), new Comparison(name, WrkResult.Rates(other)), Target.AtLeast(floor));
}
