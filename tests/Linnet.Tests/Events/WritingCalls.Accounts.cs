using Linnet.Events;
using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Events;

internal static partial class WritingCalls
{
    private static Dictionary<string, WritingCall> OfAccounts => new()
    {
        ["POST /auth/register"] = Call(
            w => w.Linnet.PostAsync("/auth/register", new { username = "newcomer", email = "newcomer@example.org", password = RunningLinnet.Password }),
            (_, id) => [new AccountRegistered(id)]),
        ["POST /auth/login"] = Call(w => w.Linnet.PostFormAsync("/auth/login", ("username", "ada"), ("password", RunningLinnet.Password))),
        ["POST /auth/login/json"] = Call(w => w.Linnet.PostAsync("/auth/login/json", new { username = "ada", password = RunningLinnet.Password })),
        ["POST /auth/refresh"] = Call(w => w.Linnet.PostAsync("/auth/refresh", new { refresh_token = w.RefreshToken })),
        ["POST /ws/ticket"] = Call(w => w.Ada.PostAsync("/ws/ticket")),
        ["POST /auth/logout"] = Call(w => w.Ada.PostAsync("/auth/logout"), (w, _) => [new SessionsEnded(w.Ada.Id)]),
        ["DELETE /auth/sessions/{session_id}"] = Call(
            async w => await w.Ada.DeleteAsync($"/auth/sessions/{(await w.Ada.ReadAsync("/auth/sessions"))[0]!["id"]}"),
            (w, _) => [new SessionsEnded(w.Ada.Id)]),
        ["PUT /users/me (the profile)"] = Call(
            w => w.Ada.PutAsync("/users/me", new { bio = "new" }), (w, _) => [new AccountChanged(w.Ada.Id)]),
        ["PUT /users/me (the password)"] = Call(
            w => w.Ada.PutAsync("/users/me", new { password = "another good password" }),
            (w, _) => [new SessionsEnded(w.Ada.Id), new AccountChanged(w.Ada.Id)]),
        // Whom she followed has one follower less.
        ["DELETE /users/me"] = Call(
            w => w.Ada.DeleteAsync("/users/me"), (w, _) => [new AccountDeleted(w.Ada.Id), new RowsErased([], [w.Cyd.Id])]),
        ["POST /users/{username}/follow"] = Call(
            w => w.Bob.PostAsync("/users/ada/follow"),
            (w, _) => [new UserFollowed(w.Bob.Id, w.Ada.Id), new NotificationAdded(0, w.Ada.Id)]),
        ["DELETE /users/{username}/follow"] = Call(
            w => w.Bob.FollowAsync(w.Ada), w => w.Bob.DeleteAsync("/users/ada/follow"),
            (w, _) => [new UserUnfollowed(w.Bob.Id, w.Ada.Id), new NotificationsRemoved(w.Ada.Id, [0])]),
        ["POST /users/{username}/follow (a locked account)"] = Call(
            w => w.Ada.PutAsync("/users/me", new { is_locked = true }), w => w.Bob.PostAsync("/users/ada/follow"),
            (w, _) => [new FollowRequested(w.Bob.Id, w.Ada.Id), new NotificationAdded(0, w.Ada.Id)]),
        ["POST /follow_requests/{user_id}/accept"] = Call(
            AskAsync, w => w.Ada.PostAsync($"/follow_requests/{w.Bob.Id}/accept"),
            (w, _) =>
            [
                new FollowRequestEnded(w.Bob.Id, w.Ada.Id, IsAccepted: true), new NotificationsRemoved(w.Ada.Id, [0]),
                new NotificationAdded(0, w.Bob.Id), new UserFollowed(w.Bob.Id, w.Ada.Id, WasRequested: true),
            ]),
        ["POST /follow_requests/{user_id}/reject"] = Call(
            AskAsync, w => w.Ada.PostAsync($"/follow_requests/{w.Bob.Id}/reject"),
            (w, _) => [new FollowRequestEnded(w.Bob.Id, w.Ada.Id, IsAccepted: false), new NotificationsRemoved(w.Ada.Id, [0])]),
        ["DELETE /users/{username}/follower"] = Call(
            w => w.Cyd.DeleteAsync("/users/ada/follower"),
            (w, _) => [new UserUnfollowed(w.Ada.Id, w.Cyd.Id), new NotificationsRemoved(w.Cyd.Id, [0])]),
        ["POST /users/{username}/reposts/hide"] = Call(
            w => w.Ada.PostAsync("/users/cyd/reposts/hide"), (w, _) => [new FollowChanged(w.Ada.Id, w.Cyd.Id)]),
        ["DELETE /users/{username}/reposts/hide"] = Call(
            w => w.Ada.PostAsync("/users/cyd/reposts/hide"), w => w.Ada.DeleteAsync("/users/cyd/reposts/hide"),
            (w, _) => [new FollowChanged(w.Ada.Id, w.Cyd.Id)]),
        ["POST /users/{username}/block"] = Call(
            w => w.Cyd.PostAsync("/users/ada/block"),
            (w, _) =>
            [
                new UserUnfollowed(w.Ada.Id, w.Cyd.Id), new NotificationsRemoved(w.Cyd.Id, [0]), new UserBlocked(w.Cyd.Id, w.Ada.Id),
            ]),
        ["DELETE /users/{username}/block"] = Call(
            w => w.Bob.PostAsync("/users/ada/block"), w => w.Bob.DeleteAsync("/users/ada/block"),
            (w, _) => [new UserUnblocked(w.Bob.Id, w.Ada.Id)]),
        ["POST /users/{username}/mute"] = Call(w => w.Ada.PostAsync("/users/cyd/mute"), (w, _) => [new UserMuted(w.Ada.Id, w.Cyd.Id)]),
        ["DELETE /users/{username}/mute"] = Call(
            w => w.Ada.PostAsync("/users/cyd/mute"), w => w.Ada.DeleteAsync("/users/cyd/mute"), (w, _) => [new UserUnmuted(w.Ada.Id, w.Cyd.Id)]),
        ["POST /imports/follows"] = Call(
            w => w.Bob.PostAsync("/imports/follows", new { csv = "ada" }),
            (w, _) => [new UserFollowed(w.Bob.Id, w.Ada.Id), new NotificationAdded(0, w.Ada.Id)]),
        ["POST /imports/blocks"] = Call(
            w => w.Bob.PostAsync("/imports/blocks", new { csv = "ada" }), (w, _) => [new UserBlocked(w.Bob.Id, w.Ada.Id)]),
        ["POST /imports/mutes"] = Call(
            w => w.Bob.PostAsync("/imports/mutes", new { csv = "ada" }), (w, _) => [new UserMuted(w.Bob.Id, w.Ada.Id)]),
        ["POST /filters"] = Call(
            w => w.Ada.PostAsync("/filters", new { title = "looms", words = new[] { "loom" } }), (w, _) => [new FiltersChanged(w.Ada.Id)]),
        ["PUT /filters/{filter_id}"] = Call(
            w => w.Ada.PostAsync("/filters", new { title = "looms", words = new[] { "loom" } }),
            w => w.Ada.PutAsync("/filters/1", new { title = "looms", words = new[] { "loom" } }), (w, _) => [new FiltersChanged(w.Ada.Id)]),
        ["DELETE /filters/{filter_id}"] = Call(
            w => w.Ada.PostAsync("/filters", new { title = "looms", words = new[] { "loom" } }), w => w.Ada.DeleteAsync("/filters/1"),
            (w, _) => [new FiltersChanged(w.Ada.Id)]),
    };
}
