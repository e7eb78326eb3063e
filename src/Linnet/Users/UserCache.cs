using System.Diagnostics.CodeAnalysis;
using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Http.Rendering;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Users;

/// <summary>People as they are shown, from memory where they are in it.</summary>
internal sealed class UserCache
{
    // lang=sql
    private const string SelectByIds = $"select {UserQueries.Columns} from users u where u.id in @ids and u.deleted_at is null";

    // lang=sql
    private const string SelectIdsByKeys = "select lower(username) as key, id from users where lower(username) in @keys";

    private readonly Database _database;
    private readonly EntityCache<long, CachedUser> _users;
    private readonly EntityCache<string, object> _ids;
    private readonly EntityCache<long, CachedUser>.Loader _loadUsers;
    private readonly EntityCache<string, object>.Loader _loadIds;

    public UserCache(Database database, EventBus events, IOptions<UserCacheOptions> options, CacheMetrics metrics)
    {
        _database = database;
        _users = new(options.Value.Users);
        _ids = new(options.Value.Users);
        metrics.Include("users", _users);
        metrics.Include("usernames", _ids);
        _loadUsers = LoadUsersAsync;
        _loadIds = LoadIdsAsync;
        events.Subscribe(Apply);
    }

    /// <returns>For each id the person, or null when there is none.</returns>
    public ValueTask<CachedUser?[]> GetAllAsync(IReadOnlyList<long> ids) => _users.GetAllAsync(ids, _loadUsers);

    /// <returns>The id behind a name in any case; null when nobody has it.</returns>
    public async ValueTask<long?> FindIdAsync(string username) =>
        UserNames.KeyOf(username) is { } key ? (long?)await _ids.GetAsync(key, _loadIds) : null;

    /// <summary>Says how often <see cref="TryGet"/> was used.</summary>
    public void CountHits(int count) => _users.CountHits(count);

    /// <returns>Whether the person is in memory.</returns>
    public bool TryGet(long id, [NotNullWhen(true)] out CachedUser? user) => _users.TryGet(id, out user);

    public async ValueTask<CachedUser?> FindAsync(string username) =>
        await FindIdAsync(username) is { } id ? await _users.GetAsync(id, _loadUsers) : null;

    private Task<(IReadOnlyDictionary<long, CachedUser> Found, Snapshot AsOf)> LoadUsersAsync(IReadOnlyList<long> ids) =>
        _database.ReadAsync<(IReadOnlyDictionary<long, CachedUser>, Snapshot)>(
            async db => (
                (await db.QueryAsync<User>(SelectByIds, new { ids })).ToDictionary(user => user.Id, user => new CachedUser(user)),
                await db.ReadSnapshotAsync()),
            CancellationToken.None);

    // Names never change hands: they go only with their account, which empties this cache. So ids need no upkeep.
    private Task<(IReadOnlyDictionary<string, object> Found, Snapshot AsOf)> LoadIdsAsync(IReadOnlyList<string> keys) =>
        _database.ReadAsync<(IReadOnlyDictionary<string, object>, Snapshot)>(
            async db => (
                (await db.QueryAsync<NamedId>(SelectIdsByKeys, new { keys })).ToDictionary(row => row.Key, row => (object)row.Id),
                await db.ReadSnapshotAsync()),
            CancellationToken.None);

    private void Apply(DomainEvent @event, long commit)
    {
        switch (@event)
        {
            case TweetPosted posted:
                _users.Apply(posted.AuthorId, commit, user => user.AddTweets(1));
                break;
            case TweetDeleted deleted:
                _users.Apply(deleted.AuthorId, commit, user => user.AddTweets(-1));
                break;
            case UserFollowed follow:
                AddFollow(follow.FollowerId, follow.FollowedId, 1, commit);
                break;
            case UserUnfollowed unfollow:
                AddFollow(unfollow.FollowerId, unfollow.FollowedId, -1, commit);
                break;
            case AccountChanged changed:
                _users.Drop(changed.AccountId);
                break;
            case RowsErased erased:
                foreach (var accountId in erased.AccountIds)
                    _users.Drop(accountId);
                break;
            // Its name is free, and its part in other people's counts may have gone with it.
            case AccountDeleted or EventFeedLost or CachesInvalid:
                _users.Clear();
                _ids.Clear();
                break;
        }
    }

    private void AddFollow(long followerId, long followedId, int by, long commit)
    {
        _users.Apply(followerId, commit, user => user.AddFollowing(by));
        _users.Apply(followedId, commit, user => user.AddFollowers(by));
    }

    private sealed class NamedId
    {
        public string Key { get; init; } = "";

        public long Id { get; init; }
    }
}

internal static class UserWriting
{
    /// <summary>Writes those of the people who exist as a JSON array.</summary>
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
