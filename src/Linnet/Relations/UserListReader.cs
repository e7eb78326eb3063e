using Linnet.Common;
using Linnet.Http.Rendering;
using Linnet.Users;

namespace Linnet.Relations;

/// <summary>Reads a slice of a list of accounts as a viewer sees it: without those that block the viewer or are blocked by them.</summary>
internal sealed class UserListReader(RelationLists lists, UserCache users)
{
    /// <param name="list">Which kind of list.</param>
    /// <param name="of">The account that it belongs to.</param>
    /// <param name="slice">Which part of it.</param>
    /// <param name="viewer">Whom the answer is for.</param>
    /// <param name="cancellation">Ends a wait for a load that serves this caller alone.</param>
    public ValueTask<UserPage> ReadAsync(RelationList list, long of, Slice slice, Viewer viewer, CancellationToken cancellation) =>
        ReadAsync(part => lists.ListIdsAsync(list, of, part, viewer.Id, cancellation), slice, viewer, showsBlocked: list is RelationList.Blocked);

    /// <summary>The same of any list of account ids, the lowest first.</summary>
    public async ValueTask<UserPage> ReadAsync(
        Func<Slice, ValueTask<IReadOnlyList<long>>> readIds, Slice slice, Viewer viewer, bool showsBlocked = false)
    {
        var refill = new Refill(slice, newestFirst: false);
        var page = new UserPage();
        while (true)
        {
            var ids = await readIds(refill.Next);
            var shown = new List<CachedUser>(ids.Count);
            foreach (var user in await users.GetAllAsync(ids))
            {
                // An account may have been deleted since the ids were read.
                if (user is not null && (showsBlocked || !viewer.IsApartFrom(user.Id)))
                    shown.Add(user);
            }
            page.InsertRange(refill.Precedes ? 0 : page.Count, shown);
            if (!refill.Continue(ids, page.Count))
            {
                page.Examined = refill.Examined(ids);
                return page;
            }
        }
    }
}

/// <summary>Accounts of a list, as one viewer sees them.</summary>
internal sealed class UserPage : List<CachedUser>
{
    /// <summary>The ids that the list had for this page, which the links to other pages continue from.</summary>
    public IReadOnlyList<long> Examined { get; set; } = [];

    /// <summary>Answers with the accounts, and with the links to the pages beside this one.</summary>
    public PreserializedOk<List<User>> Render(HttpContext http)
    {
        LinkHeader.WriteOldestFirst(http, Examined);
        return new PreserializedOk<List<User>>(json => json.WriteArray(this));
    }
}
