using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Notifications;

internal static class NotificationEndpoints
{
    public static void Map(RouteGroupBuilder notifications)
    {
        notifications.MapGet("/", List).WithName("listNotifications");
        notifications.MapGet("/unread_count", CountUnread).WithName("countUnreadNotifications");
        notifications.MapPost("/read", MarkRead).WithName("markNotificationsRead");
        notifications.MapDelete("/{notification_id}", Delete).WithName("deleteNotification").ProducesErrors(NotificationErrors.NotFound);
    }

    /// <summary>List one's notifications</summary>
    /// <remarks>Newest first. With <c>grouped=true</c>, one entry for each tweet and kind, as <c>NotificationGroup</c>.</remarks>
    internal static async Task<Results<Ok<List<Notification>>, Ok<List<NotificationGroup>>>> List(
        Query<NotificationQuery> query,
        Viewer viewer,
        NotificationStore notifications,
        NotificationGroupStore groups,
        HttpContext http,
        CancellationToken cancellation)
    {
        var (slice, kinds) = (query.Value.ToSlice(), query.Value.ToKinds());
        if (query.Value.Grouped)
        {
            var page = await groups.ListAsync(viewer, slice, kinds, cancellation);
            LinkHeader.WriteNewestFirst(http, page.Examined);
            return TypedResults.Ok(page.Items);
        }
        else
        {
            var page = await notifications.ListAsync(viewer, slice, kinds, cancellation);
            LinkHeader.WriteNewestFirst(http, page.Examined);
            return TypedResults.Ok(page.Items);
        }
    }

    /// <summary>Count one's unread notifications</summary>
    internal static async Task<Ok<UnreadNotifications>> CountUnread(
        Caller caller, NotificationStore notifications, CancellationToken cancellation) =>
        TypedResults.Ok(new UnreadNotifications(await notifications.CountOwnUnreadAsync(caller.AccountId, cancellation)));

    /// <summary>Mark notifications as read</summary>
    /// <remarks>Up to an id and all before it. Answers how many are still unread.</remarks>
    internal static async Task<Ok<UnreadNotifications>> MarkRead(
        Caller caller, Body<ReadMark> mark, NotificationStore notifications, CancellationToken cancellation) =>
        TypedResults.Ok(new UnreadNotifications(
            await notifications.MarkReadAsync(caller.AccountId, mark.Value.UpToId, cancellation)));

    /// <summary>Remove one of one's notifications</summary>
    internal static async Task<Results<NoContent, ErrorResult>> Delete(
        PathId notificationId, Caller caller, NotificationStore notifications, CancellationToken cancellation) =>
        await notifications.DeleteAsync(caller.AccountId, notificationId.Value, cancellation)
            ? TypedResults.NoContent()
            : NotificationErrors.NotFound.ToResult();
}
