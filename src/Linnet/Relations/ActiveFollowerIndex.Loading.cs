using Linnet.Common.Caching;

namespace Linnet.Relations;

internal sealed partial class ActiveFollowerIndex
{
    private async Task LoadAsync(long accountId, ActiveAccount account)
    {
        var load = ++account.Loads;
        (ViewerRelations Relations, long Owner, Snapshot AsOf)? read = null;
        var newer = Task.CompletedTask;
        try
        {
            // Leaves the caller's lock: the rest must not run inside it.
            await Task.Yield();
            read = await database.ReadAsync<(ViewerRelations, long, Snapshot)>(
                async db => (await AudienceRows.ReadAsync(db, accountId), await AudienceRows.ReadOwnerAsync(db, accountId), await db.ReadSnapshotAsync()),
                CancellationToken.None);
        }
        finally
        {
            lock (_lock)
            {
                if (load != account.Loads)
                    newer = account.Loaded;
                else if (_accounts.GetValueOrDefault(accountId) == account)
                {
                    account.OwnerId = read?.Owner ?? account.OwnerId;
                    Complete(accountId, account, read?.Relations, read?.AsOf ?? account.AsOf);
                }
            }
        }
        // What this load brought was not used: who waits for it needs what the newer one brings.
        await newer;
    }

    /// <param name="relations">Whom the account follows and hides; null when the load failed, and the lists stay as they were.</param>
    /// <param name="asOf">The commits that they show.</param>
    private void Complete(long accountId, ActiveAccount account, ViewerRelations? relations, Snapshot asOf)
    {
        account.AsOf = asOf;
        // Lists that are reloaded stay linked until here, so no event is missed in the meantime.
        if (relations is not null)
            _edges.Replace(accountId, account.Relations, relations);
        foreach (var change in account.Queued ?? [])
        {
            if (!asOf.Saw(change.Commit))
                _edges.Follow(accountId, account.Relations, change.AuthorId, change.Follows);
        }
        account.Queued = null;
        // Replaces the task, which would keep all that it loaded alive. A failed one stays, for those who wait for it.
        if (relations is not null)
            account.Loaded = Task.CompletedTask;
    }
}
