using System.Diagnostics.CodeAnalysis;
using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Http.Rendering;
using Linnet.Media;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Users;

/// <summary>Users as everyone sees them, from memory where they are in it.</summary>
internal sealed class UserCache
{
    // lang=sql
    private const string SelectByIds = $"select {UserColumns.All} from users u where u.id in @ids and u.deleted_at is null";

    // lang=sql
    private const string SelectIdsByKeys = "select lower(username) as key, id from users where lower(username) in @keys";

    private readonly Database _database;
    private readonly MediaUrls _urls;
    private readonly EntityCache<long, CachedUser> _users;
    private readonly EntityCache<string, object> _ids;
    private readonly EntityCache<long, CachedUser>.Loader _loadUsers;
    private readonly EntityCache<string, object>.Loader _loadIds;

    public UserCache(Database database, MediaUrls urls, IOptions<UserCacheOptions> options, CacheMetrics metrics)
    {
        (_database, _urls) = (database, urls);
        _users = new(options.Value.Users);
        _ids = new(options.Value.Users);
        metrics.Include("users", _users);
        metrics.Include("usernames", _ids);
        _loadUsers = LoadUsersAsync;
        _loadIds = LoadIdsAsync;
    }

    public static EventSubscription<UserCache> Subscribe(EventSubscription<UserCache> on) => on
        .On<TweetPosted>((users, posted, commit) => users._users.Apply(posted.AuthorId, commit.Number, static user => user.AddTweets(1)))
        .On<TweetDeleted>((users, deleted, commit) => users._users.Apply(deleted.AuthorId, commit.Number, static user => user.AddTweets(-1)))
        .On<UserFollowed>((users, follow, commit) => users.AddFollow(follow.FollowerId, follow.FollowedId, 1, commit))
        .On<UserUnfollowed>((users, unfollow, commit) => users.AddFollow(unfollow.FollowerId, unfollow.FollowedId, -1, commit))
        .On<AccountChanged>((users, changed) => users.Drop([changed.AccountId]))
        .On<RowsErased>((users, erased) => users.Drop(erased.AccountIds))
        // Frees its name, and changes counts of users that the event does not list.
        .On<AccountDeleted>((users, _) => users.Clear())
        .OnInvalid(users => users.Clear());

    /// <returns>For each id the user, or null when there is none.</returns>
    public ValueTask<CachedUser?[]> GetAllAsync(IReadOnlyList<long> ids) => _users.GetAllAsync(ids, _loadUsers);

    /// <returns>Those of the users that exist, by id.</returns>
    public async ValueTask<Dictionary<long, User>> FindAllAsync(IEnumerable<long> ids)
    {
        var found = new Dictionary<long, User>();
        foreach (var user in await GetAllAsync([.. ids.Distinct()]))
        {
            if (user is not null)
                found.Add(user.Id, user.ToUser());
        }
        return found;
    }

    /// <returns>The id of the account with this name, in any case; null when there is none.</returns>
    public async ValueTask<long?> FindIdAsync(string username) =>
        UserNames.KeyOf(username) is { } key ? (long?)await _ids.GetAsync(key, _loadIds) : null;

    /// <summary>Counts uses of <see cref="TryGet(long, out CachedUser)"/>, which counts none itself.</summary>
    public void CountHits(int count) => _users.CountHits(count);

    /// <returns>Whether the user is in memory.</returns>
    public bool TryGet(long id, [NotNullWhen(true)] out CachedUser? user) => _users.TryGet(id, out user);

    /// <param name="id">The user.</param>
    /// <param name="entry">Where the caller keeps the user's entry between calls.</param>
    /// <param name="user">The user.</param>
    /// <inheritdoc cref="TryGet(long, out CachedUser)"/>
    public bool TryGet(long id, ref CacheEntry<CachedUser>? entry, [NotNullWhen(true)] out CachedUser? user) => _users.TryGet(id, ref entry, out user);

    /// <returns>Null when there is none.</returns>
    public ValueTask<CachedUser?> GetAsync(long id) => _users.GetAsync(id, _loadUsers);

    public async ValueTask<CachedUser?> FindAsync(string username) =>
        await FindIdAsync(username) is { } id ? await _users.GetAsync(id, _loadUsers) : null;

    private Task<Loaded<long, CachedUser>> LoadUsersAsync(IReadOnlyList<long> ids) =>
        _database.ReadAsync(
            async db => new Loaded<long, CachedUser>(
                (await db.QueryAsync<User>(SelectByIds, new { ids })).ToDictionary(user => user.Id, user => new CachedUser(_urls.Complete(user))), await db.ReadSnapshotAsync()),
            CancellationToken.None);

    // A name becomes free when its account is deleted or renamed, and both clear this cache. So no event changes an id.
    private Task<Loaded<string, object>> LoadIdsAsync(IReadOnlyList<string> keys) =>
        _database.ReadAsync(
            async db => new Loaded<string, object>(
                (await db.QueryAsync<NamedId>(SelectIdsByKeys, new { keys })).ToDictionary(row => row.Key, row => (object)row.Id), await db.ReadSnapshotAsync()),
            CancellationToken.None);

    private void AddFollow(long followerId, long followedId, int by, Commit commit)
    {
        _users.Apply(followerId, commit.Number, user => user.AddFollowing(by));
        _users.Apply(followedId, commit.Number, user => user.AddFollowers(by));
    }

    private void Drop(IReadOnlyList<long> ids)
    {
        foreach (var id in ids)
            _users.Drop(id);
    }

    private void Clear()
    {
        _users.Clear();
        _ids.Clear();
    }

    private sealed class NamedId
    {
        public string Key { get; init; } = "";

        public long Id { get; init; }
    }
}

internal static class UserWriting
{
    /// <summary>Writes users as a JSON array.</summary>
    public static void WriteArray(this JsonBuffer json, IReadOnlyList<CachedUser> users)
    {
        json.Write("["u8);
        for (var index = 0; index < users.Count; index++)
        {
            if (index > 0)
                json.Write(","u8);
            users[index].Write(json);
        }
        json.Write("]"u8);
    }
}
