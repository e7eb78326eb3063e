using Linnet.Tweets;
using Microsoft.Data.Sqlite;

namespace Linnet.Commands.Import;

/// <summary>The original's tweets as rows of <c>tweets</c>.</summary>
internal sealed class ImportedTweets(SourceFile original, ImportedIds users, ImportedIds ids, OriginalTime times, ImportNotes notes)
{
    // lang=sql
    private const string Select = """
        select id, content, created_at, updated_at, author_id, reply_to_id, retweet_of_id from tweets order by id
        """;

    public static readonly string[] Columns =
        ["id", "content", "created_at", "updated_at", "edited_at", "author_id", "reply_to_id", "retweet_of_id"];

    public IEnumerable<object?[]> Rows()
    {
        foreach (var (id, row) in original.ReadDistinct(Select, ids))
        {
            var createdAt = times.Read(row.GetStored(2));
            var updatedAt = times.ReadChange(row.GetStored(3), createdAt);
            yield return
            [
                id,
                Content(row.GetText(1)),
                createdAt.Microseconds,
                updatedAt.Microseconds,
                // A tweet that was never edited has two readings of the original's clock, microseconds apart.
                updatedAt.Microseconds - createdAt.Microseconds >= TimeSpan.MicrosecondsPerSecond ? updatedAt.Microseconds : null,
                users.Find(row.GetId(4)),
                Reference(id, row, 5, "replies whose original is missing were imported without it"),
                Reference(id, row, 6, "retweets whose original is missing were imported without it"),
            ];
        }
    }

    private long? Reference(long id, SqliteDataReader row, int column, string noteWhenLost)
    {
        if (row.IsDBNull(column))
            return null;
        if (ids.Find(row.GetId(column)) is { } other && other != id)
            return other;
        notes.Count(noteWhenLost);
        return null;
    }

    // Keeps existing tweets that today's rules would reject.
    private string Content(string? text)
    {
        var content = ImportedText.Storable(text, notes) ?? "";
        if (content.Length > TweetLimits.ContentLength && content.EnumerateRunes().Count() > TweetLimits.ContentLength)
            notes.Count($"tweets are longer than {TweetLimits.ContentLength} characters and were imported unchanged");
        if (string.IsNullOrWhiteSpace(content))
            notes.Count("tweets are blank and were imported unchanged");
        return content;
    }
}
