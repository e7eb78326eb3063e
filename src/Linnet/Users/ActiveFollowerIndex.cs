using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Storage;

namespace Linnet.Users;

/// <summary>
/// Whom the active people follow, turned round: for an author, which active people hear of them. Active is whoever
/// somebody holds a <see cref="ActivateAsync">lease</see> for, such as an open socket.
/// </summary>
/// <remarks>
/// So a new tweet costs its active audience, not all its followers. Memory: 8 bytes for each followed person of each
/// active one, twice, and a little room. Follows that are told while a person's list is being loaded are kept aside
/// and applied after it, but for those that the load saw. Those of other nodes may come before what they build on or after
/// what builds on them, and each is an assignment (follows, or follows not): the person's list is read anew.
/// </remarks>
internal sealed class ActiveFollowerIndex
{
    // lang=sql
    private const string SelectFollowed = "select followed_id from follows where follower_id = @accountId order by followed_id";

    private readonly Database _database;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, ActivePerson> _people = [];
    private readonly Dictionary<long, IdSet> _followersOf = [];

    public ActiveFollowerIndex(Database database, EventBus events)
    {
        _database = database;
        events.Subscribe(Apply);
    }

    /// <summary>Counts a person as active until the lease is disposed.</summary>
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

    /// <returns>When it completes, the person's follows are known.</returns>
    private Task Enter(long accountId)
    {
        lock (_lock)
        {
            if (_people.TryGetValue(accountId, out var person))
            {
                person.Leases++;
                return person.Loaded;
            }
            person = new ActivePerson();
            _people.Add(accountId, person);
            return person.Loaded = LoadAsync(accountId, person);
        }
    }

    private async Task LoadAsync(long accountId, ActivePerson person)
    {
        var load = ++person.Loads;
        (List<long> Followed, Snapshot AsOf)? read = null;
        try
        {
            // Off the lock: what follows must not run inside the caller's critical section.
            await Task.Yield();
            read = await _database.ReadAsync<(List<long>, Snapshot)>(
                async db => (await db.QueryAsync<long>(SelectFollowed, new { accountId }), await db.ReadSnapshotAsync()),
                CancellationToken.None);
        }
        finally
        {
            lock (_lock)
            {
                if (load == person.Loads && _people.GetValueOrDefault(accountId) == person)
                    Take(accountId, person, read?.Followed, read?.AsOf ?? person.AsOf);
            }
        }
    }

    /// <param name="followed">Whom the person follows; null when that could not be read, and what is known stands.</param>
    /// <param name="asOf">Which commits what is known shows.</param>
    private void Take(long accountId, ActivePerson person, List<long>? followed, Snapshot asOf)
    {
        person.AsOf = asOf;
        // What was linked before (a list that is read anew) stays so until here: nobody goes unheard meanwhile.
        if (followed is not null)
        {
            foreach (var authorId in person.Followed.ToArray().Except(followed))
                Assign(accountId, person, authorId, follows: false);
            person.Followed.EnsureRoom(followed.Count);
            foreach (var authorId in followed)
                Link(accountId, person, authorId);
        }
        foreach (var change in person.Meanwhile ?? [])
        {
            if (!asOf.Saw(change.Commit))
                Assign(accountId, person, change.AuthorId, change.Follows);
        }
        person.Meanwhile = null;
        // Not the task itself, which holds all that the load was made of. One that failed stays, for those who wait to be told.
        if (followed is not null)
            person.Loaded = Task.CompletedTask;
    }

    private void Leave(long accountId)
    {
        lock (_lock)
        {
            if (!_people.TryGetValue(accountId, out var person) || --person.Leases > 0)
                return;
            _people.Remove(accountId);
            foreach (var authorId in person.Followed.Span)
                Unlink(accountId, authorId);
        }
    }

    private void Apply(DomainEvent @event, Commit commit)
    {
        switch (@event)
        {
            case UserFollowed follow:
                Change(follow.FollowerId, follow.FollowedId, follows: true, commit);
                break;
            case UserUnfollowed unfollow:
                Change(unfollow.FollowerId, unfollow.FollowedId, follows: false, commit);
                break;
            case AccountDeleted deletion:
                Forget(deletion.AccountId, commit);
                break;
            case CachesInvalid:
                ReadAllAnew();
                break;
        }
    }

    private void ReadAllAnew()
    {
        lock (_lock)
        {
            foreach (var (accountId, person) in _people)
                ReadAnew(accountId, person);
        }
    }

    private void ReadAnew(long accountId, ActivePerson person)
    {
        person.Meanwhile ??= [];
        person.Loaded = LoadAsync(accountId, person);
    }

    private void Change(long followerId, long authorId, bool follows, Commit commit)
    {
        lock (_lock)
        {
            if (!_people.TryGetValue(followerId, out var person))
                return;
            if (commit.IsRemote)
                ReadAnew(followerId, person);
            Change(followerId, person, authorId, follows, commit.Number);
        }
    }

    private void Change(long followerId, ActivePerson person, long authorId, bool follows, long commit)
    {
        if (person.Meanwhile is { } meanwhile)
            meanwhile.Add((commit, authorId, follows));
        else if (!person.AsOf.Saw(commit))
            Assign(followerId, person, authorId, follows);
    }

    /// <summary>The follows of a deleted account go with it, in both directions, and no event tells of each.</summary>
    private void Forget(long accountId, Commit commit)
    {
        lock (_lock)
        {
            foreach (var (followerId, person) in _people)
                Change(followerId, person, accountId, follows: false, commit.Number);
            // Its own list, if it is active, goes when its connections do, whose sessions went with the account.
        }
    }

    private void Assign(long followerId, ActivePerson person, long authorId, bool follows)
    {
        if (follows)
            Link(followerId, person, authorId);
        else if (person.Followed.Remove(authorId))
            Unlink(followerId, authorId);
    }

    private void Link(long followerId, ActivePerson person, long authorId)
    {
        if (!person.Followed.Add(authorId))
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

    private sealed class ActivePerson
    {
        public int Leases { get; set; } = 1;

        public IdSet Followed { get; } = new();

        /// <summary>What changed since loading began; null once it is over.</summary>
        public List<(long Commit, long AuthorId, bool Follows)>? Meanwhile { get; set; } = [];

        public Snapshot AsOf { get; set; }

        public Task Loaded { get; set; } = Task.CompletedTask;

        /// <summary>How many loads were begun; only the last one's outcome counts.</summary>
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
