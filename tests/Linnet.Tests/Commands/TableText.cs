using Linnet.Common;
using Linnet.Storage;
using Xunit;

namespace Linnet.Tests.Commands;

/// <summary>Rows as text, for easy comparison.</summary>
internal static class TableText
{
    /// <param name="timeFrom">The first column that is a time; all later columns are times too.</param>
    /// <returns>One line per row, with values separated by bars.</returns>
    public static Task<List<string>> ReadAsync(Database database, string sql, int timeFrom = int.MaxValue) =>
        database.ReadAsync(
            async db => (await db.QueryAsync<object>(sql))
                .Select(row => string.Join('|', ((IDictionary<string, object?>)row).Values.Select((value, i) =>
                    i >= timeFrom ? new Timestamp((long)value!).ToString() : value?.ToString())))
                .ToList(),
            TestContext.Current.CancellationToken);
}
