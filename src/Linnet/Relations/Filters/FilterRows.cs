using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Relations.Filters;

/// <summary>Reads filters, each with its words.</summary>
internal static class FilterRows
{
    // lang=sql
    private const string Select = """
        select f.id, f.title, f.action, f.is_whole_word, f.contexts, f.ends_at as until, w.word
        from filters f join filter_words w on w.filter_id = f.id
        where f.user_id = @accountId
        """;

    // lang=sql
    private const string SelectAll = $"{Select} order by f.id, w.position";

    // lang=sql
    private const string SelectOne = $"{Select} and f.id = @id order by w.position";

    // lang=sql
    private const string SelectActive = $"{Select} and (f.ends_at is null or f.ends_at > @now) order by f.id, w.position";

    /// <summary>All filters of an account, by ascending id.</summary>
    public static async Task<List<Filter>> ListAsync(DbSession db, long accountId) =>
        Gather(await db.QueryAsync<Row>(SelectAll, new { accountId }));

    /// <summary>Those that apply.</summary>
    public static async Task<List<Filter>> ListActiveAsync(DbSession db, long accountId, Timestamp now) =>
        Gather(await db.QueryAsync<Row>(SelectActive, new { accountId, now }));

    /// <returns>Null when the account has no such filter.</returns>
    public static async Task<Filter?> FindAsync(DbSession db, long accountId, long id) =>
        Gather(await db.QueryAsync<Row>(SelectOne, new { accountId, id })).SingleOrDefault();

    private static List<Filter> Gather(List<Row> rows) =>
        [.. rows.GroupBy(row => row.Id, (id, words) => words.First().ToFilter([.. words.Select(row => row.Word)]))];

    private sealed class Row
    {
        public long Id { get; init; }

        public string Title { get; init; } = "";

        public FilterAction Action { get; init; }

        public bool IsWholeWord { get; init; }

        public FilterContexts Contexts { get; init; }

        public Timestamp? Until { get; init; }

        public string Word { get; init; } = "";

        public Filter ToFilter(IReadOnlyList<string> words) => new()
        {
            Id = Id,
            Title = Title,
            Words = words,
            WholeWord = IsWholeWord,
            Action = Action,
            Contexts = FilterWords.ToWords(Contexts),
            Until = Until,
        };
    }
}
