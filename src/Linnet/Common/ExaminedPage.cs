namespace Linnet.Common;

/// <summary>The items of a slice of a list that one viewer sees, and all ids that the list had for it.</summary>
/// <remarks>Links to other pages continue from what was examined, not from what is shown, so a page that lacks items still leads on.</remarks>
/// <param name="examined">The ids that were looked up, in the order of the list.</param>
internal abstract class ExaminedPage<T>(IReadOnlyList<long> examined) : List<T>(examined.Count)
{
    /// <summary>How often a page is filled up. After that it may be short.</summary>
    private const int MostRounds = 5;

    public IReadOnlyList<long> Examined { get; private set; } = examined;

    protected abstract long IdOf(T item);

    /// <summary>Whether the page lacks items that further parts of the list may have.</summary>
    public bool IsShortOf(Slice slice) => Count < slice.Limit && Examined.Count >= slice.Limit;

    /// <summary>Fills up a page from the parts of the list right after what was examined, until it is full, the list ends, or a few rounds are over.</summary>
    /// <param name="slice">The slice that the page is of.</param>
    /// <param name="newestFirst">Whether the list's highest id comes first.</param>
    /// <param name="readMore">Reads another part.</param>
    public async ValueTask FillAsync(Slice slice, bool newestFirst, Func<Slice, ValueTask<ExaminedPage<T>>> readMore)
    {
        // Some slices are read from the far end of the list's order, and then further items come before those that are here.
        var precedes = newestFirst ? slice.MinId is not null : slice is { MinId: null, MaxId: not null } or { MinId: null, SinceId: not null };
        var goesDown = newestFirst != precedes;
        var all = Examined.ToList();
        for (var round = 0; round < MostRounds && Count < slice.Limit; round++)
        {
            var edge = precedes ? all[0] : all[^1];
            var more = await readMore(goesDown
                ? new Slice(Skip: 0, slice.Limit, MaxId: edge, slice.SinceId)
                : new Slice(Skip: 0, slice.Limit, slice.MaxId, MinId: edge));
            all.InsertRange(precedes ? 0 : all.Count, more.Examined);
            InsertRange(precedes ? 0 : Count, more);
            if (more.Examined.Count < slice.Limit)
                break;
        }
        if (Count > slice.Limit)
            Cut(slice.Limit, precedes, all);
        Examined = all;
    }

    // What comes after the last item that fits belongs to the next page.
    private void Cut(int limit, bool precedes, List<long> all)
    {
        if (precedes)
        {
            RemoveRange(0, Count - limit);
            all.RemoveRange(0, all.IndexOf(IdOf(this[0])));
        }
        else
        {
            RemoveRange(limit, Count - limit);
            var next = all.IndexOf(IdOf(this[^1])) + 1;
            all.RemoveRange(next, all.Count - next);
        }
    }
}
