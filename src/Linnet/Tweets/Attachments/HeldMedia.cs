using System.Text.Json;
using System.Text.Json.Nodes;
using Linnet.Media;
using Linnet.Storage;

namespace Linnet.Tweets.Attachments;

/// <summary>Pictures that drafts and scheduled tweets name: they are not removed as unused.</summary>
internal static class HeldMedia
{
    // lang=sql
    private const string ReleaseDraft = "delete from draft_media where draft_id = @draftId";

    // lang=sql
    private const string HoldForDraft = """
        insert into draft_media (draft_id, media_id)
        select @draftId, m.id from media m where m.id in @ids and m.user_id = @accountId and m.tweet_id is null and m.kind < 2
        on conflict do nothing
        """;

    // lang=sql
    private const string ReleaseScheduled = "delete from scheduled_media where scheduled_id = @scheduledId";

    // lang=sql
    private const string HoldForScheduled = "insert into scheduled_media (scheduled_id, media_id) values (@scheduledId, @id)";

    /// <summary>Holds what a draft names, as far as it can be read: a draft need not be valid.</summary>
    public static async Task HoldForDraftAsync(DbSession db, long accountId, long draftId, JsonObject body)
    {
        await db.ExecuteAsync(ReleaseDraft, new { draftId });
        if (IdsIn(body) is { Count: > 0 } ids)
            await db.ExecuteAsync(HoldForDraft, new { draftId, accountId, ids });
    }

    /// <summary>Holds what a scheduled tweet names, which was checked before.</summary>
    public static async Task HoldForScheduledAsync(DbSession db, long scheduledId, IReadOnlyList<long>? ids)
    {
        foreach (var id in ids ?? [])
            await db.ExecuteAsync(HoldForScheduled, new { scheduledId, id });
    }

    /// <summary>Lets go of what a scheduled tweet names, so that a tweet can have it.</summary>
    public static Task ReleaseScheduledAsync(DbSession db, long scheduledId) => db.ExecuteAsync(ReleaseScheduled, new { scheduledId });

    private static List<long> IdsIn(JsonObject body) => body["media_ids"] is JsonArray ids
        ? [.. ids.OfType<JsonValue>().Where(id => id.GetValueKind() is JsonValueKind.Number && id.TryGetValue<long>(out _)).Take(MediaLimits.PerTweet).Select(id => id.GetValue<long>())]
        : [];
}
