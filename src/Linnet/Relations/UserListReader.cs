using Linnet.Common;
using Linnet.Http.Rendering;
using Linnet.Users;

namespace Linnet.Relations;

/// <summary>Reads a slice of a list of accounts as a viewer sees it: without those that block the viewer or are blocked by them, except in the lists where one ends a block or a mute.</summary>
internal sealed class UserListReader(RelationLists lists, UserCache users)
{
    /// <param name="list">Which kind of list.</param>
    /// <param name="of">The account that it belongs to.</param>
    /// <param name="slice">Which part of it.</param>
    /// <param name="viewer">Whom the answer is for.</param>
    /// <param name="cancellation">Ends a wait for a load that serves this caller alone.</param>
    public ValueTask<UserPage> ReadAsync(RelationList list, long of, Slice slice, Viewer viewer, CancellationToken cancellation) =>
        ReadAsync(part => lists.ListIdsAsync(list, of, part, viewer.Id, cancellation), slice, viewer, showsBlocked: list is RelationList.Blocked or RelationList.Muted);

    /// <summary>The same of any list of account ids, the lowest first.</summary>
    public async ValueTask<UserPage> ReadAsync(
        Func<Slice, ValueTask<IReadOnlyList<long>>> readIds, Slice slice, Viewer viewer, bool showsBlocked = false)
    {
        var page = await ReadPartAsync(slice);
        if (page.IsShortOf(slice))
            await page.FillAsync(slice, newestFirst: false, async part => await ReadPartAsync(part));
        return page;

        async ValueTask<UserPage> ReadPartAsync(Slice part)
        {
            var ids = await readIds(part);
            var shown = new UserPage(ids);
            foreach (var user in await users.GetAllAsync(ids))
            {
                // An account may have been deleted since the ids were read.
                if (user is not null && (showsBlocked || !viewer.IsApartFrom(user.Id)))
                    shown.Add(user);
            }
            return shown;
        }
    }
}

/// <summary>Accounts of a list, as one viewer sees them.</summary>
internal sealed class UserPage(IReadOnlyList<long> examined) : ExaminedPage<CachedUser>(examined)
{
    protected override long IdOf(CachedUser item) => item.Id;

    /// <summary>Answers with the accounts, and with the links to the pages beside this one.</summary>
    public PreserializedOk<List<User>> Render(HttpContext http)
    {
        LinkHeader.WriteOldestFirst(http, Examined);
        return new PreserializedOk<List<User>>(json => json.WriteArray(this));
    }
}
