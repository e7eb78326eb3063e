namespace Linnet.Commands.Import;

/// <summary>The original's follows and likes, ordered so that duplicates are adjacent.</summary>
internal static class ImportedPairs
{
    // lang=sql
    private const string SelectFollows = "select follower_id, followed_id from follows order by follower_id, followed_id";

    // lang=sql
    private const string SelectLikes = "select user_id, tweet_id from likes order by user_id, tweet_id";

    public static readonly string[] FollowColumns = ["follower_id", "followed_id"];

    public static readonly string[] LikeColumns = ["user_id", "tweet_id"];

    public static IEnumerable<object?[]> Follows(SourceFile original, ImportedIds users, ImportNotes notes)
    {
        foreach (var pair in Distinct(original, SelectFollows, users, users, "follows", notes))
        {
            if (Equals(pair[0], pair[1]))
                notes.Count("follows of an account by itself were skipped");
            else
                yield return pair;
        }
    }

    public static IEnumerable<object?[]> Likes(
        SourceFile original, ImportedIds users, ImportedIds tweets, ImportNotes notes) =>
        Distinct(original, SelectLikes, users, tweets, "likes", notes);

    private static IEnumerable<object?[]> Distinct(
        SourceFile original, string select, ImportedIds left, ImportedIds right, string what, ImportNotes notes)
    {
        var last = (0L, 0L);
        var isFirst = true;
        foreach (var row in original.Read(select))
        {
            if (left.Find(row.GetId(0)) is not { } from || right.Find(row.GetId(1)) is not { } to)
            {
                notes.Count($"{what} that refer to a missing row were skipped");
                continue;
            }
            if (!isFirst && last == (from, to))
            {
                notes.Count($"duplicate {what} were skipped");
                continue;
            }
            (last, isFirst) = ((from, to), false);
            yield return [from, to];
        }
    }
}
