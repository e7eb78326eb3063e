using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Linnet.Tweets.Polls;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>
/// A tweet in memory, as the bytes of the wire in two parts: the members before the author, and those between the author and
/// what it reposts or quotes. Its author, these other tweets and the viewer's marks have entries of their own.
/// </summary>
internal sealed class CachedTweet : CountedJson
{
    // The viewer's member follows the counts; after it comes the author.
    private static readonly CountedShape Shape = new(["likes_count", "replies_count", "retweets_count"], ",\"is_liked\":");

    // Shared by the many tweets that nobody quoted and that have no setting of their own.
    private static readonly byte[] PlainTail = TweetTail.Write(new TweetTail());

    // Reused: of what is serialized only the head is kept, and a post makes one.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    private readonly byte[] _tail;
    private readonly int _contentAt;
    private readonly string? _contentWarning;
    private RepostText? _repostText;
    private string? _textForFilters;
    private CacheEntry<CachedUser>? _authorEntry;

    public CachedTweet(Tweet tweet)
        : base(Shape, Serialize(tweet), [tweet.LikesCount, tweet.RepliesCount, tweet.RetweetsCount])
    {
        (Id, AuthorId, ConversationId) = (tweet.Id, tweet.AuthorId, tweet.ConversationId);
        (Kind, Visibility, RetweetOfId) = (tweet.Kind, tweet.Visibility, tweet.RetweetOfId);
        Quote = tweet switch
        {
            { RetweetOfId: not null } => QuoteState.Shown,
            { IsDetached: true } => QuoteState.Detached,
            { RetweetOfAuthorId: not null } => QuoteState.Deleted,
            _ => null,
        };
        Poll = tweet.StoredPoll;
        _tail = TweetTail.IsPlain(tweet) ? PlainTail : TweetTail.Write(TweetTail.Of(tweet));
        _contentWarning = tweet.ContentWarning;
        _contentAt = LengthOf(tweet.Id) + "{\"id\":,\"content\":\"".Length;
    }

    public long Id { get; }

    public long AuthorId { get; }

    /// <summary>The first tweet of its thread.</summary>
    public long ConversationId { get; }

    public TweetKind Kind { get; }

    public Visibility Visibility { get; }

    /// <summary>What it reposts or quotes.</summary>
    public long? RetweetOfId { get; }

    /// <summary>What has become of what it quotes or reposts; null when it never did. <see cref="QuoteState.Shown"/> is for the viewer to decide.</summary>
    public QuoteState? Quote { get; }

    public CachedPoll? Poll { get; }

    /// <summary>Whether it shows another tweet, or says why not.</summary>
    public bool IsComposed => Kind is TweetKind.Repost || Quote is not null;

    /// <summary>The content.</summary>
    public string Content => ReadContent(Counted);

    /// <summary>Content, content warning and options of the poll, folded. Made when a viewer with filters meets the tweet for the first time.</summary>
    public string TextForFilters => _textForFilters ??= Fold.Key(_contentWarning is null && Poll is null ? Content : string.Join('\n', AllTexts()));

    /// <summary>Finds the author in memory. Their entry is kept: a page of 20 would else search for 20 of them, each in memory that is in no processor's cache.</summary>
    public bool TryFindAuthor(UserCache users, [NotNullWhen(true)] out CachedUser? author) => users.TryGet(AuthorId, ref _authorEntry, out author);

    public void AddLikes(long by) => Add(0, by);

    public void AddReplies(long by) => Add(1, by);

    public void AddRetweets(long by) => Add(2, by);

    /// <summary>Writes the tweet as <see cref="Tweet"/> is written, up to <see cref="Tweet.Poll"/> and without the closing brace.</summary>
    public void Write(JsonBuffer json, CachedUser author, TweetMarks marks, EmbeddedTweet? embedded)
    {
        if (Kind is TweetKind.Repost)
            WriteHeadOfRepost(json, embedded!.View);
        else
            WriteCounted(json);
        // Not HasFlag: until it is compiled with optimizations it allocates.
        var (isLiked, isReposted) = ((marks & TweetMarks.Liked) is not TweetMarks.None, (marks & TweetMarks.Reposted) is not TweetMarks.None);
        json.Write(isLiked ? "true,\"author\":"u8 : "false,\"author\":"u8);
        author.Write(json);
        // Not in the tail, which most tweets share.
        json.Write(",\"conversation_id\":"u8);
        json.Write(ConversationId);
        json.Write(_tail);
        if (embedded is null)
        {
            json.Write(isReposted ? "true,\"reposted\":null,\"quoted\":null"u8 : "false,\"reposted\":null,\"quoted\":null"u8);
            return;
        }
        json.Write(isReposted ? "true,\"reposted\":"u8 : "false,\"reposted\":"u8);
        if (Kind is TweetKind.Repost)
        {
            embedded.View.Write(json);
            json.Write(",\"quoted\":null"u8);
        }
        else
        {
            json.Write("null,\"quoted\":"u8);
            embedded.WriteQuoted(json);
        }
    }

    private IEnumerable<string> AllTexts()
    {
        if (_contentWarning is not null)
            yield return _contentWarning;
        yield return Content;
        foreach (var option in Poll?.Options ?? [])
            yield return option.Title;
    }

    /// <summary>The text of a repost of this tweet, as the inside of a JSON text.</summary>
    private byte[] TextOfReposts(CachedUser author)
    {
        // Its author may have been renamed, and then has another entry.
        if (_repostText is not { } kept || kept.Author != author)
            _repostText = kept = new RepostText(author, RepostText.Make(this, author));
        return kept.Json;
    }

    private void WriteHeadOfRepost(JsonBuffer json, TweetView original)
    {
        var head = Counted;
        json.Write(head.AsSpan(0, _contentAt));
        json.Write(original.Tweet.TextOfReposts(original.Author));
        json.Write(head.AsSpan(_contentAt));
    }

    /// <returns>Good until the thread serializes another tweet.</returns>
    private static ReadOnlySpan<byte> Serialize(Tweet tweet)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(2048);
        buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(buffer, HttpJson.WriterOptions);
        JsonSerializer.Serialize(json, tweet, TweetsJson.Wire.Tweet);
        json.Flush();
        return buffer.WrittenSpan;
    }

    private static string ReadContent(ReadOnlySpan<byte> head)
    {
        // The head is not the whole object.
        var reader = new Utf8JsonReader(head, isFinalBlock: false, state: default);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName && reader.ValueTextEquals("content"u8) && reader.Read())
                return reader.GetString()!;
        }
        throw new InvalidOperationException("A tweet without content");
    }

    private static int LengthOf(long id)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(id, digits, out var length);
        return length;
    }
}
