using Linnet.Common.Caching;

namespace Linnet.Relations;

/// <summary>An account in <see cref="ActiveFollowerIndex"/>, under whose lock it is.</summary>
internal sealed class ActiveAccount
{
    public int Leases { get; set; } = 1;

    public ActiveRelations Relations { get; } = new();

    /// <summary>Changes since the load began; null when no load runs.</summary>
    public List<(long Commit, long AuthorId, bool Follows)>? Queued { get; set; } = [];

    public Snapshot AsOf { get; set; }

    public Task Loaded { get; set; } = Task.CompletedTask;

    /// <summary>How many loads have begun; only the last one's outcome counts.</summary>
    public int Loads { get; set; }
}
