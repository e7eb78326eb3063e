using Linnet.Common;
using Linnet.Storage;
using Linnet.Storage.Counters;
using Linnet.Tweets;
using Linnet.Tweets.Entities;

namespace Linnet.Commands.Import;

/// <summary>Copies the FastAPI original's data into an empty database, in one transaction.</summary>
/// <remarks>
/// Streams rows from one file to the other; only ids and names stay in memory. Skips rows with dangling references (the
/// original enforced no foreign keys) and reports how many there were.
/// </remarks>
internal sealed class Importer(Database database, CounterAudit counters, EntityBackfill entities, TimeProvider clock)
{
    // lang=sql
    private const string SelectNames = "select id, username, email from users order by id";

    // lang=sql
    private const string SelectUserIds = "select id from users order by id";

    // lang=sql
    private const string SelectTweetIds = "select id, author_id from tweets order by id";

    /// <param name="renumber">Whether a table with ids that Linnet does not accept gets new ones: <see cref="ImportedIds"/>.</param>
    /// <exception cref="OperatorException">The database already has users, or there are ids that Linnet does not accept.</exception>
    public Task<ImportReport> RunAsync(SourceFile original, bool renumber, Action<CopyProgress> report, CancellationToken cancellation) =>
        database.WriteAsync(db => CopyAsync(db, original, renumber, report, cancellation), cancellation);

    private async Task<ImportReport> CopyAsync(
        DbSession db, SourceFile original, bool renumber, Action<CopyProgress> report, CancellationToken cancellation)
    {
        await EmptyDatabase.EnsureAsync(db, database);
        var (notes, start) = (new ImportNotes(), Timestamp.Now(clock));
        var userIds = new ImportedIds("users", original.Read(SelectUserIds).Select(row => row.GetId(0)), renumber, notes);
        var tweetIds = new ImportedIds("tweets", TweetsWithAuthor(original, userIds, notes), renumber, notes);
        var names = new ImportedNames(
            original.ReadDistinct(SelectNames, userIds).Select(user => (user.Id, user.Row.GetText(1) ?? "", user.Row.GetText(2) ?? "")));
        var users = new ImportedUsers(original, userIds, names, new OriginalTime(start, notes), notes);
        var tweets = new ImportedTweets(original, userIds, tweetIds, new OriginalTime(start, notes), notes);
        var result = new ImportReport(
            await CopyTableAsync("users", ImportedUsers.Columns, users.Rows()),
            await CopyTableAsync("tweets", ImportedTweets.Columns, tweets.Rows()),
            await CopyTableAsync("follows", ImportedPairs.FollowColumns, ImportedPairs.Follows(original, userIds, notes)),
            await CopyTableAsync("likes", ImportedPairs.LikeColumns, ImportedPairs.Likes(original, userIds, tweetIds, notes)),
            names.Changes,
            users.LockedOut,
            notes);
        await DerivedColumns.FillAsync(db);
        await entities.FillAsync(db);
        report(new CopyProgress("counters", 0, 1));
        await counters.RepairAsync(db);
        report(new CopyProgress("counters", 1, 1));
        return result;

        Task<long> CopyTableAsync(string table, string[] columns, IEnumerable<object?[]> rows) =>
            db.BulkInsertAsync(table, columns, CopyProgress.Follow(rows, table, original.Count(table), report, cancellation));
    }

    private static IEnumerable<long?> TweetsWithAuthor(SourceFile original, ImportedIds users, ImportNotes notes)
    {
        foreach (var row in original.Read(SelectTweetIds))
        {
            if (users.Find(row.GetId(1)) is null)
                notes.Count("tweets of missing users were skipped");
            else
                yield return row.GetId(0);
        }
    }
}
