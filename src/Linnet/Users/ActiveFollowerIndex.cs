using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Storage;

namespace Linnet.Users;

/// <summary>
/// For an author, the active accounts that follow it: a new tweet costs its active audience, not all its followers. An account
/// is active while a <see cref="ActivateAsync">lease</see> is held for it, such as by an open socket.
/// </summary>
/// <remarks>
/// Memory: 8 bytes for each account that an active one follows, twice, and some room. docs/memory.md says how it stays true.
/// </remarks>
internal sealed class ActiveFollowerIndex(Database database)
{
    // lang=sql
    private const string SelectFollowed = "select followed_id from follows where follower_id = @accountId order by followed_id";

    private readonly Lock _lock = new();
    private readonly Dictionary<long, ActiveAccount> _accounts = [];
    private readonly Dictionary<long, IdSet> _followersOf = [];

    public static EventSubscription<ActiveFollowerIndex> Subscribe(EventSubscription<ActiveFollowerIndex> on) => on
        .On<UserFollowed>((index, follow, commit) => index.Change(follow.FollowerId, follow.FollowedId, follows: true, commit))
        .On<UserUnfollowed>((index, unfollow, commit) => index.Change(unfollow.FollowerId, unfollow.FollowedId, follows: false, commit))
        .On<AccountDeleted>((index, deletion, commit) => index.RemoveAuthor(deletion.AccountId, commit))
        // EventFeedLost needs no handler: once the feed is back it delivers the follows that were missed.
        .On<CachesInvalid>((index, _) => index.ReloadAll());

    /// <summary>Counts an account as active until the lease is disposed.</summary>
    public async Task<IDisposable> ActivateAsync(long accountId, CancellationToken cancellation)
    {
        var lease = new Lease(this, accountId);
        try
        {
            await Enter(accountId).WaitAsync(cancellation);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <summary>The active followers of an author, as of now.</summary>
    public long[] FollowersOf(long authorId)
    {
        lock (_lock)
            return _followersOf.TryGetValue(authorId, out var followers) ? followers.ToArray() : [];
    }

    /// <summary>Whether an author has active followers, as of now.</summary>
    public bool HasFollowers(long authorId)
    {
        lock (_lock)
            return _followersOf.ContainsKey(authorId);
    }

    /// <returns>Completes when the account's follows are loaded.</returns>
    private Task Enter(long accountId)
    {
        lock (_lock)
        {
            if (_accounts.TryGetValue(accountId, out var account))
            {
                account.Leases++;
                return account.Loaded;
            }
            account = new ActiveAccount();
            _accounts.Add(accountId, account);
            return account.Loaded = LoadAsync(accountId, account);
        }
    }

    private void Leave(long accountId)
    {
        lock (_lock)
        {
            if (!_accounts.TryGetValue(accountId, out var account) || --account.Leases > 0)
                return;
            _accounts.Remove(accountId);
            foreach (var authorId in account.Followed.Span)
                Unlink(accountId, authorId);
        }
    }

    private async Task LoadAsync(long accountId, ActiveAccount account)
    {
        var load = ++account.Loads;
        (List<long> Followed, Snapshot AsOf)? read = null;
        try
        {
            // Leaves the caller's lock: the rest must not run inside it.
            await Task.Yield();
            read = await database.ReadAsync<(List<long>, Snapshot)>(
                async db => (await db.QueryAsync<long>(SelectFollowed, new { accountId }), await db.ReadSnapshotAsync()),
                CancellationToken.None);
        }
        finally
        {
            lock (_lock)
            {
                if (load == account.Loads && _accounts.GetValueOrDefault(accountId) == account)
                    Complete(accountId, account, read?.Followed, read?.AsOf ?? account.AsOf);
            }
        }
    }

    /// <param name="followed">The accounts that this one follows; null when the load failed, and the list stays as it was.</param>
    /// <param name="asOf">The commits that the list shows.</param>
    private void Complete(long accountId, ActiveAccount account, List<long>? followed, Snapshot asOf)
    {
        account.AsOf = asOf;
        // A list that is reloaded stays linked until here, so no event is missed in the meantime.
        if (followed is not null)
        {
            foreach (var authorId in account.Followed.ToArray().Except(followed))
                Assign(accountId, account, authorId, follows: false);
            account.Followed.EnsureRoom(followed.Count);
            foreach (var authorId in followed)
                Link(accountId, account, authorId);
        }
        foreach (var change in account.Queued ?? [])
        {
            if (!asOf.Saw(change.Commit))
                Assign(accountId, account, change.AuthorId, change.Follows);
        }
        account.Queued = null;
        // Replaces the task, which would keep all that it loaded alive. A failed one stays, for those who wait for it.
        if (followed is not null)
            account.Loaded = Task.CompletedTask;
    }

    private void ReloadAll()
    {
        lock (_lock)
        {
            foreach (var (accountId, account) in _accounts)
                Reload(accountId, account);
        }
    }

    private void Reload(long accountId, ActiveAccount account)
    {
        account.Queued ??= [];
        account.Loaded = LoadAsync(accountId, account);
    }

    private void Change(long followerId, long authorId, bool follows, Commit commit)
    {
        lock (_lock)
        {
            if (!_accounts.TryGetValue(followerId, out var account))
                return;
            // It may arrive before or after a local one that it contradicts.
            if (commit.IsRemote)
                Reload(followerId, account);
            Change(followerId, account, authorId, follows, commit.Number);
        }
    }

    private void Change(long followerId, ActiveAccount account, long authorId, bool follows, long commit)
    {
        if (account.Queued is { } queued)
            queued.Add((commit, authorId, follows));
        else if (!account.AsOf.Saw(commit))
            Assign(followerId, account, authorId, follows);
    }

    /// <summary>A deleted account's follows go with it, and no event names each of them. Its own list goes when its connections close.</summary>
    private void RemoveAuthor(long authorId, Commit commit)
    {
        lock (_lock)
        {
            foreach (var (followerId, account) in _accounts)
                Change(followerId, account, authorId, follows: false, commit.Number);
        }
    }

    private void Assign(long followerId, ActiveAccount account, long authorId, bool follows)
    {
        if (follows)
            Link(followerId, account, authorId);
        else if (account.Followed.Remove(authorId))
            Unlink(followerId, authorId);
    }

    private void Link(long followerId, ActiveAccount account, long authorId)
    {
        if (!account.Followed.Add(authorId))
            return;
        if (!_followersOf.TryGetValue(authorId, out var followers))
            _followersOf.Add(authorId, followers = new IdSet());
        followers.Add(followerId);
    }

    private void Unlink(long followerId, long authorId)
    {
        var followers = _followersOf[authorId];
        followers.Remove(followerId);
        if (followers.Count == 0)
            _followersOf.Remove(authorId);
    }

    private sealed class ActiveAccount
    {
        public int Leases { get; set; } = 1;

        public IdSet Followed { get; } = new();

        /// <summary>Changes since the load began; null when no load runs.</summary>
        public List<(long Commit, long AuthorId, bool Follows)>? Queued { get; set; } = [];

        public Snapshot AsOf { get; set; }

        public Task Loaded { get; set; } = Task.CompletedTask;

        /// <summary>How many loads have begun; only the last one's outcome counts.</summary>
        public int Loads { get; set; }
    }

    private sealed class Lease(ActiveFollowerIndex owner, long accountId) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
                owner.Leave(accountId);
        }
    }
}
