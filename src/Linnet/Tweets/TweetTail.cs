using System.Text.Json;
using System.Text.Json.Serialization;
using Linnet.Common;
using Linnet.Media;
using Linnet.Relations;
using Linnet.Tweets.Entities;

namespace Linnet.Tweets;

/// <summary>The members of a tweet between its <c>conversation_id</c> and <c>is_reposted</c>: the same for every viewer.</summary>
internal sealed record TweetTail
{
    public TweetKind Kind { get; init; }

    public Visibility Visibility { get; init; }

    public bool Sensitive { get; init; }

    public string? ContentWarning { get; init; }

    public AudiencePolicy ReplyPolicy { get; init; }

    public AudiencePolicy QuotePolicy { get; init; }

    public bool IsHiddenReply { get; init; }

    public long QuotesCount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TweetEntities? Entities { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Timestamp? EditedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? DeletedParentId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Timestamp? ExpiresAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPinned { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Attachment>? Media { get; init; }

    public static TweetTail Of(Tweet tweet) => new()
    {
        Kind = tweet.Kind,
        Visibility = tweet.Visibility,
        Sensitive = tweet.Sensitive,
        ContentWarning = tweet.ContentWarning,
        ReplyPolicy = tweet.ReplyPolicy,
        QuotePolicy = tweet.QuotePolicy,
        IsHiddenReply = tweet.IsHiddenReply,
        QuotesCount = tweet.QuotesCount,
        Entities = tweet.Entities,
        EditedAt = tweet.EditedAt,
        DeletedParentId = tweet.DeletedParentId,
        ExpiresAt = tweet.ExpiresAt,
        IsPinned = tweet.IsPinned,
        Media = tweet.Media,
    };

    /// <summary>Whether a tweet has the tail that most have: that of a new <see cref="TweetTail"/>.</summary>
    public static bool IsPlain(Tweet tweet) => tweet is
    {
        Kind: TweetKind.Post,
        Visibility: Visibility.Public,
        Sensitive: false,
        ContentWarning: null,
        ReplyPolicy: AudiencePolicy.Everyone,
        QuotePolicy: AudiencePolicy.Everyone,
        IsHiddenReply: false,
        QuotesCount: 0,
        Entities: null,
        EditedAt: null,
        DeletedParentId: null,
        ExpiresAt: null,
        IsPinned: false,
        Media: null,
    };

    /// <returns><c>,"kind":…,"is_reposted":</c></returns>
    public static byte[] Write(TweetTail tail)
    {
        var whole = JsonSerializer.SerializeToUtf8Bytes(tail, TweetsJson.Wire.TweetTail);
        whole[0] = (byte)',';
        return [.. whole.AsSpan(0, whole.Length - 1), .. ",\"is_reposted\":"u8];
    }
}
