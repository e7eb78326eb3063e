using Linnet.Events;
using Linnet.Relations.Lists;
using Linnet.Storage;

namespace Linnet.Relations;

/// <summary>
/// For an author, the active accounts that follow it: a new tweet costs its active audience, not all its followers. An account
/// is active while a <see cref="ActivateAsync">lease</see> is held for it, such as by an open socket. A list that is read is like
/// an account that follows its members, under <see cref="ListTimeline.KeyOf"/>.
/// </summary>
/// <remarks>
/// Memory: 8 bytes for each account and hashtag that an active account follows, twice, and some room. docs/memory.md says how it stays true.
/// </remarks>
internal sealed partial class ActiveFollowerIndex(Database database)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, ActiveAccount> _accounts = [];
    private readonly HashSet<long> _lists = [];
    private readonly AudienceEdges _edges = new();

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

    /// <summary>The active followers of an author who do not mute them, as of now.</summary>
    public long[] FollowersOf(long authorId)
    {
        lock (_lock)
            return _edges.FollowersOf(authorId).ToArray();
    }

    /// <summary>The same for one tweet, split by whether they hide whom it is about; and those who follow one of its hashtags.</summary>
    public Audience AudienceOf(long authorId, About about, IReadOnlyList<long>? tags)
    {
        lock (_lock)
            return _edges.AudienceOf(authorId, about, tags);
    }

    /// <summary>Whether active accounts follow an author or one of some hashtags, as of now.</summary>
    public bool HasAudience(long authorId, IReadOnlyList<long>? tags)
    {
        lock (_lock)
            return _edges.HasAudience(authorId, tags);
    }

    /// <summary>The active accounts that see a tweet of an author otherwise than strangers do, where another tweet shows it.</summary>
    public HashSet<long> RelatedTo(long authorId, Visibility visibility)
    {
        lock (_lock)
            return _edges.RelatedTo(authorId, visibility);
    }

    /// <summary>Whether an author has active followers, as of now.</summary>
    public bool HasFollowers(long authorId)
    {
        lock (_lock)
            return _edges.HasFollowers(authorId);
    }

    /// <summary>The keys of an account's active lists, and of those whose owner is not known yet.</summary>
    public List<long> ListsOf(long ownerId)
    {
        lock (_lock)
            return [.. _lists.Where(key => _accounts[key].OwnerId is not { } owner || owner == ownerId)];
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
            if (ListTimeline.ListIdOf(accountId) is not null)
                _lists.Add(accountId);
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
            _lists.Remove(accountId);
            _edges.Remove(accountId, account.Relations);
        }
    }

    /// <summary>What an account hides, its lists hide too.</summary>
    private void Reload(long accountId)
    {
        lock (_lock)
        {
            if (_accounts.TryGetValue(accountId, out var account))
                Reload(accountId, account);
            ReloadLists(accountId);
        }
    }

    private void ReloadLists(long ownerId)
    {
        lock (_lock)
        {
            foreach (var key in ListsOf(ownerId))
                Reload(key, _accounts[key]);
        }
    }

    /// <summary>At once, so that nothing of the hidden account arrives any more; what else it changes is reloaded.</summary>
    private void Hide(long accountId, long hiddenId)
    {
        lock (_lock)
        {
            ReloadLists(accountId);
            if (!_accounts.TryGetValue(accountId, out var account))
                return;
            _edges.Follow(accountId, account.Relations, hiddenId, follows: false);
            _edges.Hide(accountId, account.Relations, hiddenId, hides: true);
            Reload(accountId, account);
        }
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
            _edges.Follow(followerId, account.Relations, authorId, follows);
    }

    /// <summary>A deleted account's follows go with it, and no event names each of them. Its own list goes when its connections close.</summary>
    private void RemoveAuthor(long authorId, Commit commit)
    {
        lock (_lock)
        {
            foreach (var (followerId, account) in _accounts)
            {
                Change(followerId, account, authorId, follows: false, commit.Number);
                // Its blocks and mutes go too. A load that runs may have read them before.
                if (account.Relations.Hidden.Contains(authorId) || account.Queued is not null)
                    Reload(followerId, account);
                _edges.Hide(followerId, account.Relations, authorId, hides: false);
            }
        }
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
