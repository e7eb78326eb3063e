using Linnet.Events;
using Linnet.Http;
using Linnet.Relations.Filters;

namespace Linnet.Relations;

/// <summary>
/// What answers need to know of the account that they are for. It answers two questions that are never mixed. May the viewer see
/// it: a right, and a "no" looks as if it did not exist. Does the viewer want to: taste, which leaves it out of lists, while it
/// stays reachable by its id.
/// </summary>
/// <remarks>Relations and filters do not change in here: a change of them drops the viewer from memory. Marks, votes and muted threads do.</remarks>
internal sealed class Viewer(long id, ViewerRelations relations, ViewerFilters? filters, ViewerMarks marks, ViewerVotes votes, ViewerThreads threads)
{
    public long Id { get; } = id;

    /// <summary>Which recent tweets the viewer likes, has reposted and has bookmarked.</summary>
    public ViewerMarks Marks { get; } = marks;

    /// <summary>How the viewer voted in recent polls.</summary>
    public ViewerVotes Votes { get; } = votes;

    /// <summary>Which threads the viewer mutes.</summary>
    public ViewerThreads Threads { get; } = threads;

    /// <summary>The viewer's filters that apply; null when there are none.</summary>
    public ViewerFilters? Filters { get; } = filters;

    /// <summary>A handler that takes a viewer gets the one of its caller.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not require a token: an error in its mapping.</exception>
    public static ValueTask<Viewer> BindAsync(HttpContext context) => Caller.TryGet(context, out var caller)
        ? context.RequestServices.GetRequiredService<ViewerCache>().GetAsync(caller.Value.AccountId, context.RequestAborted)
        : throw new InvalidOperationException($"{context.Request.Path} uses its viewer but does not require a token");

    /// <summary>Whether nobody is hidden from the viewer or by them, so that they see all that is not for followers.</summary>
    public bool SeesEverybody { get; } = !relations.HasBlocks && !relations.HasMutes;

    public bool Follows(long accountId) => relations.Followed.Has(accountId);

    /// <summary>Whether either account blocks the other.</summary>
    public bool IsApartFrom(long accountId) =>
        relations.HasBlocks && (relations.Blocked.Has(accountId) || relations.BlockedBy.Has(accountId));

    /// <summary>May they see it: the author does not block them, and it is for them.</summary>
    /// <remarks>The same in SQL: <see cref="ViewerSql.MaySee"/>.</remarks>
    public bool MaySee(long authorId, Visibility visibility) =>
        authorId == Id
        || (!(relations.HasBlocks && relations.BlockedBy.Has(authorId)) && (visibility < Visibility.Followers || Follows(authorId)));

    public bool Blocks(long accountId) => relations.HasBlocks && relations.Blocked.Has(accountId);

    public bool Mutes(long accountId) => relations.HasMutes && relations.Muted.Has(accountId);

    /// <summary>Do they want to see what this account writes, where they did not ask for it.</summary>
    public bool Hides(long accountId) => Blocks(accountId) || Mutes(accountId);

    /// <summary>Whether a tweet is about somebody who is hidden from the viewer or by them.</summary>
    public bool HidesOneOf(About about) =>
        !SeesEverybody && (HidesOrIsHidden(about.ReplyToAuthorId) || HidesOrIsHidden(about.RetweetOfAuthorId));

    private bool HidesOrIsHidden(long? accountId) => accountId is { } id && (IsApartFrom(id) || Mutes(id));
}
