using System.Text.Json.Nodes;
using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Media;
using Linnet.Tweets.Scheduled;

namespace Linnet.Tweets;

/// <summary>Errors of a write that are about a member of its input: 422 and not the status of their kind.</summary>
internal static class InputRefusals
{
    /// <returns>Null for an error that is about no member.</returns>
    public static ValidationErrorResult? ToValidationResult(this Error error, TweetDraft draft) =>
        error.Code is ScheduledErrors.TimeCode
            ? Refuse(error, "scheduled_at", draft.ScheduledAt?.ToString())
            : error.ToValidationResult(draft.Content, draft.MediaIds);

    /// <inheritdoc cref="ToValidationResult(Error, TweetDraft)"/>
    public static ValidationErrorResult? ToValidationResult(this Error error, TweetEdit edit) => error.ToValidationResult(edit.Content, edit.MediaIds);

    private static ValidationErrorResult? ToValidationResult(this Error error, string content, IReadOnlyList<long>? mediaIds) =>
        error.Code is TweetErrors.TooManyMentionsCode ? Refuse(error, "content", content)
        : error == MediaErrors.NotFound || error == MediaErrors.Attached
            ? Refuse(error, "media_ids", new JsonArray([.. (mediaIds ?? []).Select(id => JsonValue.Create(id))]))
        : null;

    private static ValidationErrorResult Refuse(Error error, string member, JsonNode? sent) =>
        new(ValidationErrors.Of(new ValueError(error.Code, error.Detail).At(InputSource.Body, member, sent)));
}
