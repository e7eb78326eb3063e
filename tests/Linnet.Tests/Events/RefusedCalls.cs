using System.Net;
using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Events;

/// <summary>Calls that are refused, each for another reason, with the status they are refused with.</summary>
internal static class RefusedCalls
{
    public static readonly Dictionary<string, (HttpStatusCode Status, Func<ObservedServer, Task<HttpResponseMessage>> Send)> All = new()
    {
        ["registering a name twice"] = (HttpStatusCode.BadRequest, w => w.Linnet.PostAsync(
            "/auth/register", new { username = "ADA", email = "other@example.org", password = RunningLinnet.Password })),
        ["registering an address twice"] = (HttpStatusCode.BadRequest, w => w.Linnet.PostAsync(
            "/auth/register", new { username = "other", email = "ada@example.org", password = RunningLinnet.Password })),
        ["registering nonsense"] = (HttpStatusCode.UnprocessableEntity, w => w.Linnet.PostAsync("/auth/register", new { username = "" })),
        ["logging in with a wrong password"] = (HttpStatusCode.Unauthorized, w => w.Linnet.PostAsync(
            "/auth/login/json", new { username = "ada", password = "wrong password" })),
        ["renewing with no such token"] = (HttpStatusCode.Unauthorized, w => w.Linnet.PostAsync("/auth/refresh", new { refresh_token = "nonsense" })),
        ["ending no such session"] = (HttpStatusCode.NotFound, w => w.Ada.DeleteAsync("/auth/sessions/999999")),
        ["taking another's address"] = (HttpStatusCode.BadRequest, w => w.Ada.PutAsync("/users/me", new { email = "bob@example.org" })),
        ["a password that is too short"] = (HttpStatusCode.UnprocessableEntity, w => w.Ada.PutAsync("/users/me", new { password = "short" })),
        ["following oneself"] = (HttpStatusCode.BadRequest, w => w.Ada.PostAsync("/users/ada/follow")),
        ["following nobody"] = (HttpStatusCode.NotFound, w => w.Ada.PostAsync("/users/nobody/follow")),
        ["following twice"] = (HttpStatusCode.BadRequest, w => w.Ada.PostAsync("/users/cyd/follow")),
        ["unfollowing whom one does not follow"] = (HttpStatusCode.BadRequest, w => w.Ada.DeleteAsync("/users/bob/follow")),
        ["a blank tweet"] = (HttpStatusCode.UnprocessableEntity, w => w.Ada.PostAsync("/tweets", new { content = " " })),
        ["a reply to nothing"] = (HttpStatusCode.NotFound, w => w.Ada.PostAsync("/tweets", new { content = "x", reply_to_id = 999999 })),
        ["a retweet of nothing"] = (HttpStatusCode.NotFound, w => w.Ada.PostAsync("/tweets", new { content = "x", retweet_of_id = 999999 })),
        ["a reply to something and retweet of nothing"] = (HttpStatusCode.NotFound, w => w.Ada.PostAsync(
            "/tweets", new { content = "x", reply_to_id = w.BobsTweet, retweet_of_id = 999999 })),
        ["a thread whose second tweet quotes nothing"] = (HttpStatusCode.NotFound, w => w.Ada.PostAsync(
            "/tweets/thread", new { tweets = new object[] { new { content = "for @bob" }, new { content = "x", retweet_of_id = 999999 } } })),
        ["editing another's tweet"] = (HttpStatusCode.Forbidden, w => w.Bob.PutAsync($"/tweets/{w.AdasTweet}", new { content = "x" })),
        ["editing no tweet"] = (HttpStatusCode.NotFound, w => w.Bob.PutAsync("/tweets/999999", new { content = "x" })),
        ["deleting another's tweet"] = (HttpStatusCode.Forbidden, w => w.Bob.DeleteAsync($"/tweets/{w.AdasTweet}")),
        ["deleting no tweet"] = (HttpStatusCode.NotFound, w => w.Bob.DeleteAsync("/tweets/999999")),
        ["liking no tweet"] = (HttpStatusCode.NotFound, w => w.Bob.PostAsync("/tweets/999999/like")),
        ["liking twice"] = (HttpStatusCode.BadRequest, w => w.Bob.PostAsync($"/tweets/{w.BobsTweet}/like")),
        ["taking back no like"] = (HttpStatusCode.BadRequest, w => w.Bob.DeleteAsync($"/tweets/{w.AdasTweet}/like")),
        ["removing another's notification"] = (HttpStatusCode.NotFound, async w =>
            await w.Cyd.DeleteAsync($"/notifications/{(await w.Bob.ReadAsync("/notifications"))[0]!["id"]}")),
        ["marking nonsense as read"] = (HttpStatusCode.UnprocessableEntity, w => w.Ada.PostAsync("/notifications/read", new { })),
        ["writing to oneself"] = (HttpStatusCode.BadRequest, w => w.Ada.PostAsync("/conversations", new { usernames = new[] { "ada" }, content = "x" })),
        ["writing to nobody"] = (HttpStatusCode.NotFound, w => w.Ada.PostAsync("/conversations", new { usernames = new[] { "nobody" }, content = "x" })),
        ["a message to no conversation"] = (HttpStatusCode.NotFound, w => w.Ada.PostAsync("/conversations/999999/messages", new { content = "x" })),
        ["reading no conversation"] = (HttpStatusCode.NotFound, w => w.Ada.PostAsync("/conversations/999999/read")),
        ["no token"] = (HttpStatusCode.Unauthorized, w => w.Linnet.PostAsync("/tweets", new { content = "x" })),
    };
}
