using Linnet.Common.Caching;

namespace Linnet.Relations;

/// <summary>An account or a list in <see cref="ActiveFollowerIndex"/>, under whose lock it is.</summary>
internal sealed class ActiveAccount
{
    public int Leases { get; set; } = 1;

    /// <summary>The account itself, or the owner of the list; null until that is loaded.</summary>
    public long? OwnerId { get; set; }

    public ActiveRelations Relations { get; } = new();

    /// <summary>Changes since the load began; null when no load runs.</summary>
    public List<(long Commit, long AuthorId, bool Follows)>? Queued { get; set; } = [];

    public Snapshot AsOf { get; set; }

    public Task Loaded { get; set; } = Task.CompletedTask;

    /// <summary>How many loads have begun; only the last one's outcome counts.</summary>
    public int Loads { get; set; }
}
