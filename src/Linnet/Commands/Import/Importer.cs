using Linnet.Common;
using Linnet.Storage;
using Linnet.Storage.Counters;

namespace Linnet.Commands.Import;

/// <summary>Brings the FastAPI original's data into an empty database, in one transaction.</summary>
/// <remarks>
/// Rows are streamed from one file to the other; only ids and the names of people are held. What refers to nothing is
/// left out (the original enforced no foreign keys), and the report says how much of it there was.
/// </remarks>
internal sealed class Importer(Database database, CounterAudit counters, TimeProvider clock)
{
    // lang=sql
    private const string SelectNames = "select id, username, email from users order by id";

    /// <exception cref="StartException">The database has users already.</exception>
    public Task<ImportReport> RunAsync(SourceFile original, Action<CopyProgress> report, CancellationToken cancellation) =>
        database.WriteAsync(db => CopyAsync(db, original, report, cancellation), cancellation);

    private async Task<ImportReport> CopyAsync(
        DbSession db, SourceFile original, Action<CopyProgress> report, CancellationToken cancellation)
    {
        await EmptyDatabase.EnsureAsync(db, database);
        var (notes, start) = (new ImportNotes(), Timestamp.Now(clock));
        var names = new ImportedNames(original.Read(SelectNames).Select(row => (row.GetInt64(0), row.GetText(1) ?? "", row.GetText(2) ?? "")));
        var users = new ImportedUsers(original, names, new OriginalTime(start, notes), notes);
        var tweets = new ImportedTweets(original, users.Ids, new OriginalTime(start, notes), notes);
        var result = new ImportReport(
            await CopyTableAsync("users", ImportedUsers.Columns, users.Rows()),
            await CopyTableAsync("tweets", ImportedTweets.Columns, tweets.Rows()),
            await CopyTableAsync("follows", ImportedPairs.FollowColumns, ImportedPairs.Follows(original, users.Ids, notes)),
            await CopyTableAsync("likes", ImportedPairs.LikeColumns, ImportedPairs.Likes(original, users.Ids, tweets.Ids, notes)),
            names.Changes,
            notes);
        report(new CopyProgress("counters", 0, 1));
        await counters.RepairAsync(db);
        report(new CopyProgress("counters", 1, 1));
        return result;

        Task<long> CopyTableAsync(string table, string[] columns, IEnumerable<object?[]> rows) =>
            db.BulkInsertAsync(table, columns, CopyProgress.Follow(rows, table, original.Count(table), report, cancellation));
    }
}
