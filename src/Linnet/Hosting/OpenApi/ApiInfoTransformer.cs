using Linnet.Common;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Adds what concerns the whole API: its description, its tags, and the shared components.</summary>
internal sealed class ApiInfoTransformer : IOpenApiDocumentTransformer
{
    private const string Description = """
        A microblog: accounts, follows, tweets, likes and timelines.

        **Logging in.** `POST /auth/register`, then `POST /auth/login` (a form, as in OAuth 2) or `POST /auth/login/json`. Send
        the response's `access_token` in the header `Authorization: Bearer …`; it is valid for `expires_in` seconds. Each
        `refresh_token` can be exchanged once for new tokens at `POST /auth/refresh`.

        **Paging.** Lists take `skip` and `limit` (the home timeline `page` and `page_size`). Lists that grow while a client pages
        through them are better paged by ids: `max_id` gives older items, `since_id` newer ones, `min_id` the next newer ones.
        The `Link` header holds the complete URLs of the next and the previous page.

        **Errors.** `{"detail": "a sentence for people", "code": "a_word_for_programs"}`. Codes are stable, sentences may
        change. A 422 lists every error in the request. A 503 stored nothing of the request: send it again after the seconds in
        `Retry-After`.

        **Limits.** `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` (seconds since 1970) show how many requests
        of a kind are left, unless the server has no limits. Beyond the limit the response is 429, with `Retry-After`.

        **Retrying.** `POST /tweets/` with an `Idempotency-Key` can be repeated when the response was lost: it posts once.
        Tweets, profiles and lists have an `ETag`; when it is sent back as `If-None-Match`, unchanged responses are 304.

        **Times** are RFC 3339, UTC, with microseconds. **Ids** are 64-bit integers. **Lengths** count Unicode code points.
        A trailing slash makes no difference. Unknown members of a request are ignored; responses may gain members.

        **Live notifications** come over a WebSocket, `/ws/notifications?token=…`, or as server-sent events,
        `/sse/notifications`; [/asyncapi.json](/asyncapi.json) describes them.
        """;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "Linnet",
            Version = LinnetVersion.Text,
            Description = Description,
            License = new() { Name = "MIT", Identifier = "MIT" },
        };
        // Independent of the host that served the document.
        document.Servers = [new() { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "auth", Description = "Registration, log-in, log-out and one's own sessions" },
            new() { Name = "users", Description = "Users, one's own account, and follows" },
            new() { Name = "tweets", Description = "Tweets, replies, retweets and likes" },
            new() { Name = "media", Description = "Pictures of tweets and their files" },
            new() { Name = "bookmarks", Description = "Tweets that the caller keeps" },
            new() { Name = "drafts", Description = "What the caller has written and not posted" },
            new() { Name = "scheduled", Description = "Tweets that are posted later" },
            new() { Name = "lists", Description = "Lists of users whose tweets make a timeline of their own" },
            new() { Name = "filters", Description = "Words that the caller does not want to read" },
            new() { Name = "polls", Description = "The polls of tweets, and votes in them" },
            new() { Name = "transfer", Description = "Export and import of the accounts that the caller follows, blocks or mutes" },
            new() { Name = "tags", Description = "Hashtags, and those that the caller follows" },
            new() { Name = "timelines", Description = "Tweets of several users, newest first" },
            new() { Name = "messages", Description = "Direct messages: conversations of two and groups" },
            new() { Name = "notifications", Description = "What other users did that concerns the caller" },
            new() { Name = "service", Description = "The server itself" },
        };
        SecurityTransformer.AddTo(document);
        ErrorSchemas.AddTo(document);
        ResponseHeaders.AddTo(document);
        return Task.CompletedTask;
    }
}
