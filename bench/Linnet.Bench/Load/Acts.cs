using System.Text.Json;
using Dapper;
using Linnet.Bench.Data;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Load;

/// <summary>Something that can be done once and then undone once.</summary>
internal sealed record Act(LoadRequest Do, LoadRequest Undo);

/// <summary>
/// Makes up what people do on a server, so that none of it is refused: nobody likes or follows what they did before,
/// in the data set or in an earlier round (which may have ended before it undid everything).
/// </summary>
internal sealed class Acts(RunningLinnet linnet)
{
    // lang=sql
    private const string SelectLiked = "select tweet_id from likes where user_id = @id";

    // lang=sql
    private const string SelectFollowed = "select followed_id from follows where follower_id = @id";

    private readonly Dictionary<long, HashSet<long>> _liked = [];
    private readonly Dictionary<long, HashSet<long>> _followed = [];
    private readonly Random _random = new(linnet.Set.Tweets);

    public static LoadRequest Post(Reader author, string path, Random random) =>
        LoadRequest.Post(path, author, JsonSerializer.Serialize(new { content = TweetText.Make(random) }));

    /// <summary>Mentions three of the people and has two of a hundred hashtags.</summary>
    public static LoadRequest PostTagged(Reader author, string path, Random random, int people)
    {
        var mentions = string.Join(' ', Enumerable.Range(0, 3).Select(_ => $"@{DataSet.NameOf(random.Next(1, people + 1))}"));
        var text = TweetText.Make(random);
        var content = $"{text[..Math.Min(text.Length, 200)]} {mentions} #tag{random.Next(50)} #topic{random.Next(50)}";
        return LoadRequest.Post(path, author, JsonSerializer.Serialize(new { content }));
    }

    public Act Like(Reader reader)
    {
        var path = $"/tweets/{DrawNew(_liked, SelectLiked, reader, linnet.Set.Tweets)}/like";
        return new Act(LoadRequest.Post(path, reader), LoadRequest.Delete(path, reader));
    }

    public Act Follow(Reader reader)
    {
        var path = $"/users/{DataSet.NameOf(DrawNew(_followed, SelectFollowed, reader, linnet.Set.People))}/follow";
        return new Act(LoadRequest.Post(path, reader), LoadRequest.Delete(path, reader));
    }

    private long DrawNew(Dictionary<long, HashSet<long>> known, string sql, Reader reader, int count)
    {
        if (!known.TryGetValue(reader.Id, out var taken))
        {
            using var connection = linnet.Database.Open();
            // Oneself among them, whom one cannot follow.
            known[reader.Id] = taken = [.. connection.Query<long>(sql, new { id = reader.Id }), reader.Id];
        }
        while (true)
        {
            var id = _random.Next(1, count + 1);
            if (taken.Add(id))
                return id;
        }
    }
}
