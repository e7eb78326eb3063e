using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Linnet.Accounts.Administration;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Media;
using Linnet.Tests.Messages;
using Linnet.Tests.OpenApi;
using Linnet.Tests.Tweets.Polls;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Security;

/// <summary>
/// Everybody who is not Ada sends every verb to every route that the document has, aimed at what is hers. Owners succeed at
/// the same, so that aims that miss are noticed.
/// </summary>
[Trait("Promise", "S1")]
public sealed class OwnershipTests : IAsyncLifetime
{
    private static readonly HashSet<(HttpMethod, string)> EndsFollows =
        [(HttpMethod.Delete, "/users/ada/follower"), (HttpMethod.Post, "/users/ada/block")];

    private static readonly HttpMethod[] Verbs =
        [HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete];

    // These take credentials or a secret instead of a token.
    private static readonly string[] WithoutToken = ["/auth/register", "/auth/login", "/auth/login/json", "/auth/refresh"];

    private RunningLinnet _linnet = null!;
    private ApiDescription _api = null!;
    private Person _bob = null!;
    private Person _ada = null!;
    private Dictionary<string, string> _aims = null!;
    private long _newest;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Strangers => ["a stranger", "a follower", "a followed one"];

    public static TheoryData<string> Nobodies => ["without a token", "with a forged token", "logged out", "switched off", "deleted"];

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        _api = await ApiDescription.ReadAsync(_linnet.Http);
        _bob = await _linnet.JoinAsync("bob");
        (_ada, _aims) = await BoundByStableIdAsync("ada");
        _newest = long.Parse(_aims["{notification_id}"], CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Another_person_changes_nothing_that_is_hers(string who)
    {
        var before = OwnedResources.Of(_linnet.Database, _ada.Id, _newest);
        var eve = await _linnet.JoinAsync("eve");
        if (who is "a follower")
            await eve.FollowAsync(_ada);
        if (who is "a followed one")
        {
            await _ada.FollowAsync(eve);
            before = OwnedResources.Of(_linnet.Database, _ada.Id, _newest);
        }
        foreach (var (verb, path) in Attempts())
        {
            // Whom somebody follows may end that.
            if (who is "a followed one" && EndsFollows.Contains((verb, path)))
                continue;
            // What ends her own session or account would end the attempts.
            using var fresh = _linnet.ClientFor(eve.Token);
            var attacker = path is "/auth/logout" || (path is "/users/me" && verb == HttpMethod.Delete) ? await _linnet.JoinAsync() : eve with { Http = fresh };
            using var answer = await AttemptAsync(attacker.Http, verb, path);
            Assert.True((int)answer.StatusCode < 500, $"{verb} {path} answered {answer.StatusCode}");
            Assert.Equal(before, OwnedResources.Of(_linnet.Database, _ada.Id, _newest));
        }
    }

    [Theory]
    [MemberData(nameof(Nobodies))]
    public async Task Nobody_without_a_valid_token_changes_anything_at_all(string how)
    {
        using var http = _linnet.ClientFor(await DeadTokenAsync(how));
        var before = OwnedResources.OfAll(_linnet.Database);
        var refused = how is "switched off" ? HttpStatusCode.BadRequest : HttpStatusCode.Unauthorized;
        foreach (var (verb, path) in Attempts().Where(attempt => !WithoutToken.Contains(attempt.Path)))
        {
            using var answer = await AttemptAsync(http, verb, path);
            var described = _api.Operations.SingleOrDefault(operation => operation.Method == verb && Aim(operation.Path) == path);
            if (described?.NeedsToken is true)
                Assert.True(refused == answer.StatusCode, $"{verb} {path} answered {answer.StatusCode}");
            Assert.Equal(before, OwnedResources.OfAll(_linnet.Database));
        }
    }

    [Fact]
    public async Task The_owner_can_change_each_of_these_things()
    {
        foreach (var operation in _api.Operations.Where(operation => operation.Method == HttpMethod.Put || operation.Method == HttpMethod.Delete))
        {
            var (owner, aims) = await BoundByStableIdAsync($"owner_{operation.Id}");
            if (operation.Path.StartsWith("/users/{username}/", StringComparison.Ordinal))
                aims["{username}"] = "bob";
            if (operation.Id is "hideReply" or "showReply")
                aims["{tweet_id}"] = $"{await _bob.TweetAsync("An answer.", replyTo: long.Parse(aims["{tweet_id}"], CultureInfo.InvariantCulture))}";
            using var request = new HttpRequestMessage(operation.Method, Aim(operation.Path, aims));
            request.Content = operation.Request?["example"] is not { } example ? null
                : operation.Node["requestBody"]!["content"]!["multipart/form-data"] is not null ? Uploading.FormOf(example.AsObject())
                : JsonContent.Create(example);
            var answer = await owner.Http.SendAsync(request, Cancellation);
            Assert.True(answer.IsSuccessStatusCode, $"{operation} answered {answer.StatusCode}");
        }
    }

    /// <summary>Somebody with one of everything that can be somebody's, and what to put into paths to reach it.</summary>
    private async Task<(Person Owner, Dictionary<string, string> Aims)> BoundByStableIdAsync(string name)
    {
        var owner = await _linnet.JoinAsync(name);
        var tweet = await owner.TweetAsync("Mine, @bob. #moths");
        (await owner.PutAsync("/tags/moths/follow", new { })).EnsureSuccessStatusCode();
        await owner.PutAsync($"/tweets/{tweet}", new { content = "Mine, @bob, as edited. #moths" });
        await owner.LikeAsync(tweet);
        await owner.PostAsync($"/tweets/{tweet}/bookmark");
        await owner.LikeAsync(await _bob.TweetAsync("His."));
        await owner.FollowAsync(_bob);
        await _bob.LikeAsync(tweet);
        await owner.PostAsync($"/tweets/{tweet}/mute");
        var asked = await owner.PollAsync();
        await owner.VoteAsync(asked, 0);
        var filter = await (await owner.PostAsync("/filters", new { title = "Hers", words = new[] { "moth" } })).ReadJsonAsync();
        var draft = await (await owner.PostAsync("/drafts", new { body = new { content = "Hers" } })).ReadJsonAsync();
        var list = await (await owner.PostAsync("/lists", new { name = "Hers" })).ReadJsonAsync();
        await owner.PutAsync($"/lists/{list["id"]}/members/bob", new { });
        var later = await owner.PostAsync("/tweets/", new { content = "Hers, later.", scheduled_at = TimeProvider.System.GetUtcNow().AddDays(1) });
        var conversation = await owner.WriteToAsync("Between us.", _bob);
        var picture = await owner.UploadAsync(TestPicture.Jpeg());
        await owner.TryUploadAsync(TestPicture.Jpeg(), path: "/users/me/avatar");
        return (owner, new Dictionary<string, string>
        {
            ["{username}"] = name,
            ["{user_id}"] = $"{owner.Id}",
            ["{quote_id}"] = $"{await _bob.TweetAsync("A quote.", retweetOf: tweet)}",
            ["{tweet_id}"] = $"{tweet}",
            ["{poll_id}"] = $"{asked}",
            ["{media_id}"] = $"{picture["id"]}",
            ["{name}"] = Path.GetFileName((string)picture["url"]!),
            ["{list_id}"] = $"{list["id"]}",
            ["{draft_id}"] = $"{draft["id"]}",
            ["{scheduled_id}"] = $"{(await later.ReadJsonAsync())["id"]}",
            ["{filter_id}"] = $"{filter["id"]}",
            ["{conversation_id}"] = $"{conversation.Id()}",
            ["{message_id}"] = $"{conversation["last_message"].Id()}",
            ["{tag}"] = "moths",
            ["{session_id}"] = $"{(await owner.ReadAsync("/auth/sessions"))[0]!["id"]}",
            ["{notification_id}"] = $"{(await owner.ReadAsync("/notifications"))[0]!["id"]}",
        });
    }

    /// <summary>Deletions last, so that what they could take away is there for all other attempts.</summary>
    private IEnumerable<(HttpMethod Verb, string Path)> Attempts() =>
        from verb in Verbs
        from path in _api.Operations.Select(operation => operation.Path).Distinct()
        select (verb, Aim(path));

    private string Aim(string path) => Aim(path, _aims);

    private static string Aim(string path, Dictionary<string, string> aims) => aims.Aggregate(path, (aimed, aim) => aimed.Replace(aim.Key, aim.Value, StringComparison.Ordinal));

    /// <summary>With the example of the document as body, and every way to say that it is for Ada.</summary>
    private async Task<HttpResponseMessage> AttemptAsync(HttpClient http, HttpMethod verb, string path)
    {
        using var request = new HttpRequestMessage(verb, $"{path}?user_id={_ada.Id}&author_id={_ada.Id}&username=ada");
        if (verb != HttpMethod.Get)
        {
            var example = _api.Operations.SingleOrDefault(operation => operation.Method == verb && Aim(operation.Path) == path)?.Request?["example"];
            var body = example?.DeepClone().AsObject() ?? [];
            foreach (var member in new[] { "id", "user_id", "author_id", "account_id", "recipient_id", "follower_id" })
                body[member] = _ada.Id;
            if (body.ContainsKey("password"))
                body["password"] = "not the password of Ada";
            body["reply_to_id"] = body["retweet_of_id"] = null;
            body["up_to_id"] = _newest;
            request.Content = path is "/auth/login"
                ? new FormUrlEncodedContent([new("username", "ada"), new("password", "not the password of Ada")])
                : JsonContent.Create(body);
        }
        return await http.SendAsync(request, Cancellation);
    }

    private async Task<string?> DeadTokenAsync(string how)
    {
        if (how is "without a token")
            return null;
        if (how is "with a forged token")
            return _ada.Token[..^4] + "AAAA";
        var eve = await _linnet.JoinAsync("eve");
        if (how is "logged out")
            await eve.PostAsync("/auth/logout");
        else if (how is "deleted")
            await eve.DeleteAsync("/users/me");
        else
            await _linnet.Services.GetRequiredService<AccountAdministration>().DeactivateAsync(AccountReference.Parse("eve"), Cancellation);
        return eve.Token;
    }
}
