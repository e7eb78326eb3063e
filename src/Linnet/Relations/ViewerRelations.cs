namespace Linnet.Relations;

/// <summary>The accounts that a viewer follows, hides, or is hidden from.</summary>
internal sealed class ViewerRelations
{
    /// <param name="rows">As <see cref="ViewerSql.SelectRelations"/> gives them.</param>
    public ViewerRelations(IReadOnlyCollection<(long Kind, long AccountId)> rows)
    {
        Followed = Of(rows, FollowedKind, FollowedWithoutReposts);
        RepostsHidden = Of(rows, FollowedWithoutReposts);
        Blocked = Of(rows, BlockedKind);
        BlockedBy = Of(rows, BlockedByKind);
        Muted = Of(rows, MutedKind);
        SetApart = Of(rows, SetApartKind);
        Tags = Of(rows, TagKind);
        HasBlocks = Blocked.Count + BlockedBy.Count > 0;
        HasMutes = Muted.Count > 0;
        HasHiddenReposts = RepostsHidden.Count > 0;
    }

    public const long FollowedKind = 0;
    public const long FollowedWithoutReposts = 1;
    public const long BlockedKind = 2;
    public const long BlockedByKind = 3;
    public const long MutedKind = 4;
    public const long SetApartKind = 5;
    public const long TagKind = 6;

    public SortedIds Followed { get; }

    /// <summary>Those of the followed accounts whose reposts are hidden.</summary>
    public SortedIds RepostsHidden { get; }

    public SortedIds Blocked { get; }

    public SortedIds BlockedBy { get; }

    public SortedIds Muted { get; }

    /// <summary>Members of exclusive lists: nothing by them is in the home timeline. Only of accounts in <see cref="ActiveFollowerIndex"/>.</summary>
    public SortedIds SetApart { get; }

    /// <summary>Followed hashtags, by <see cref="TagTimeline.KeyOf"/>. Only of accounts in <see cref="ActiveFollowerIndex"/>.</summary>
    public SortedIds Tags { get; }

    public bool HasBlocks { get; }

    public bool HasMutes { get; }

    public bool HasHiddenReposts { get; }

    /// <summary>What the viewer's timeline has: the followed accounts that are not muted or set apart, and the followed hashtags.</summary>
    public List<long> FollowedAndShown()
    {
        var ids = new List<long>(Followed.Count + Tags.Count);
        ids.AddRange(Tags.Span);
        foreach (var id in Followed.Span)
        {
            if ((!HasMutes || !Muted.Has(id)) && (SetApart.Count is 0 || !SetApart.Has(id)))
                ids.Add(id);
        }
        return ids;
    }

    /// <summary>Blocked either way, or muted.</summary>
    public List<long> Hidden() => [.. Blocked.Span, .. BlockedBy.Span, .. Muted.Span];

    private static SortedIds Of(IReadOnlyCollection<(long Kind, long AccountId)> rows, params ReadOnlySpan<long> kinds)
    {
        var ids = new List<long>();
        foreach (var row in rows)
        {
            if (kinds.Contains(row.Kind))
                ids.Add(row.AccountId);
        }
        return new SortedIds(ids);
    }
}

/// <summary>Ids that are looked up and never change: 8 bytes each.</summary>
internal readonly struct SortedIds
{
    private readonly long[] _ids;

    public SortedIds(IEnumerable<long> ids)
    {
        _ids = [.. ids];
        Array.Sort(_ids);
    }

    public int Count => _ids.Length;

    public ReadOnlySpan<long> Span => _ids;

    public bool Has(long id) => Array.BinarySearch(_ids, id) >= 0;
}
