using Linnet.Common;
using Linnet.Events;
using Linnet.Storage;

namespace Linnet.Users;

/// <summary>Finds users' ids: of all of them, and by name.</summary>
internal sealed class UserLists(Database database)
{
    // lang=sql
    private const string SelectIdByName = "select id from users where lower(username) = @key";

    private static readonly SlicedSql Everyone = SlicedSql.OldestFirst("select u.id from users u where u.deleted_at is null", "u.id");

    // The key of the only list of all users.
    private const long All = 0;

    private readonly FirstPageCache _everyone = new(database, Everyone, capacity: 1);

    public static EventSubscription<UserLists> Subscribe(EventSubscription<UserLists> on) => on
        .On<AccountRegistered>((lists, _) => lists._everyone.Drop(All))
        .On<AccountDeleted>((lists, _) => lists._everyone.Clear())
        .OnInvalid(lists => lists._everyone.Clear());

    /// <summary>The id behind a name in any case, inside a caller's own session; null when there is none.</summary>
    public static async Task<long?> FindIdAsync(DbSession db, string username) =>
        UserNames.KeyOf(username) is { } key ? await db.QuerySingleOrDefaultAsync<long?>(SelectIdByName, new { key }) : null;

    public ValueTask<IReadOnlyList<long>> ListIdsAsync(Slice slice, long viewer, CancellationToken cancellation) =>
        _everyone.ReadAsync(All, slice, viewer, cancellation);
}
