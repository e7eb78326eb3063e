using Linnet.Tweets;

namespace Linnet.Commands.Import;

/// <summary>The original's tweets as rows of <c>tweets</c>.</summary>
internal sealed class ImportedTweets(SourceFile original, IReadOnlySet<long> users, OriginalTime times, ImportNotes notes)
{
    // lang=sql
    private const string SelectIds = "select id, author_id from tweets order by id";

    // lang=sql
    private const string Select = """
        select id, content, created_at, updated_at, author_id, reply_to_id, retweet_of_id from tweets order by id
        """;

    public static readonly string[] Columns =
        ["id", "content", "created_at", "updated_at", "author_id", "reply_to_id", "retweet_of_id"];

    /// <summary>All tweets that are copied; filled before the first row comes, for a reply may be older than what it answers.</summary>
    public HashSet<long> Ids { get; } = [];

    public IEnumerable<object?[]> Rows()
    {
        foreach (var row in original.Read(SelectIds))
        {
            if (row.GetId(1) is { } author && users.Contains(author))
                Ids.Add(row.GetInt64(0));
            else
                notes.Count("tweets of people who do not exist were left out");
        }
        foreach (var row in original.Read(Select))
        {
            var id = row.GetInt64(0);
            if (!Ids.Contains(id))
                continue;
            var createdAt = times.Read(row.GetText(2));
            yield return
            [
                id,
                Content(row.GetText(1)),
                createdAt.Microseconds,
                OriginalTime.TryParse(row.GetText(3), out var updatedAt) ? updatedAt.Microseconds : createdAt.Microseconds,
                row.GetInt64(4),
                Reference(id, row.GetId(5), "replies now answer no tweet: the one they answered does not exist"),
                Reference(id, row.GetId(6), "retweets now pass on no tweet: the one they passed on does not exist"),
            ];
        }
    }

    private long? Reference(long id, long? other, string noteWhenLost)
    {
        if (other is null || (other != id && Ids.Contains(other.Value)))
            return other;
        notes.Count(noteWhenLost);
        return null;
    }

    // What somebody once wrote is kept, though nobody could write it today.
    private string Content(string? text)
    {
        var content = ImportedText.Storable(text, notes) ?? "";
        if (content.Length > TweetLimits.ContentLength && content.EnumerateRunes().Count() > TweetLimits.ContentLength)
            notes.Count($"tweets are longer than {TweetLimits.ContentLength} characters and were kept as they are");
        if (string.IsNullOrWhiteSpace(content))
            notes.Count("tweets are blank and were kept as they are");
        return content;
    }
}
