using Linnet.Common;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>What holds for the whole API: what it is, what its parts are called, and the components that answers refer to.</summary>
internal sealed class ApiInfoTransformer : IOpenApiDocumentTransformer
{
    private const string Description = """
        A microblog: accounts, follows, tweets, likes and timelines.

        **Logging in.** `POST /auth/register`, then `POST /auth/login` (a form, as OAuth 2 has it) or
        `POST /auth/login/json`. The answer's `access_token` goes into the header `Authorization: Bearer …` and is good for
        `expires_in` seconds; `POST /auth/refresh` turns the `refresh_token` into new ones, once each.

        **Paging.** Lists take `skip` and `limit` (the home timeline `page` and `page_size`). What grows while one reads it
        is better paged by ids: `max_id` gives what is older, `since_id` what is newer, `min_id` what is just newer. The
        `Link` header holds the URLs of the next and the previous page, ready to use.

        **Errors.** `{"detail": "a sentence for people", "code": "a_word_for_programs"}`. Words are stable, sentences may
        be reworded. A 422 lists all that is wrong with what was sent, one entry each. A 503 kept nothing of the request:
        send it again after the seconds in `Retry-After`.

        **Limits.** `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` (seconds since 1970) tell how many requests
        of a kind are left, unless the server has no limits. Past one the answer is 429, with `Retry-After`.

        **Asking again.** `POST /tweets/` with an `Idempotency-Key` may be repeated when its answer was lost: it posts once.
        Tweets, profiles and lists have an `ETag`; sent back as `If-None-Match` it saves what has not changed (304).

        **Times** are RFC 3339, UTC, with microseconds. **Ids** are 64-bit integers. **Lengths** count Unicode code points.
        A trailing slash makes no difference. Members that a request does not know are ignored; answers may gain members.

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
        // Wherever the document came from.
        document.Servers = [new() { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "auth", Description = "Registering, logging in and out, and one's own sessions" },
            new() { Name = "users", Description = "Users, the caller's account, and follows" },
            new() { Name = "tweets", Description = "Tweets, replies, retweets and likes" },
            new() { Name = "timelines", Description = "Tweets of many, newest first" },
            new() { Name = "notifications", Description = "What others did that concerns oneself" },
            new() { Name = "service", Description = "The server itself" },
        };
        SecurityTransformer.AddTo(document);
        ErrorSchemas.AddTo(document);
        ResponseHeaders.AddTo(document);
        return Task.CompletedTask;
    }
}
