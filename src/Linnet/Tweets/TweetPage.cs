using System.Text.Json;
using Linnet.Common;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Linnet.Relations.Filters;
using Linnet.Tweets.Polls;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>A tweet, its author, and what it is to the viewer.</summary>
internal readonly struct TweetView
{
    // Few tweets have one of these, and fewer several: one reference keeps a page of 20 by 320 bytes smaller.
    private readonly object? _extra;

    /// <param name="tweet">The tweet.</param>
    /// <param name="author">Its author.</param>
    /// <param name="marks">What the viewer did about it.</param>
    /// <param name="embedded">What it reposts or quotes.</param>
    /// <param name="filtered">The viewer's filters that it matches; null for none.</param>
    /// <param name="poll">Its poll.</param>
    public TweetView(
        CachedTweet tweet, CachedUser author, TweetMarks marks, EmbeddedTweet? embedded, FilterMatches? filtered, PollView? poll = null)
    {
        (Tweet, Author, Marks) = (tweet, author, marks);
        _extra = filtered is null && poll is null ? embedded : new Extras(embedded, filtered, poll);
    }

    public CachedTweet Tweet { get; }

    public CachedUser Author { get; }

    public TweetMarks Marks { get; }

    public EmbeddedTweet? Embedded => _extra as EmbeddedTweet ?? (_extra as Extras)?.Embedded;

    public FilterMatches? Filtered => (_extra as Extras)?.Filtered;

    public PollView? Poll => (_extra as Extras)?.Poll;

    public void Write(JsonBuffer json)
    {
        Tweet.Write(json, Author, Marks, Embedded);
        if ((Marks & TweetMarks.Bookmarked) is not TweetMarks.None)
            json.Write(",\"is_bookmarked\":true"u8);
        if ((Marks & TweetMarks.ThreadMuted) is not TweetMarks.None)
            json.Write(",\"is_thread_muted\":true"u8);
        if (_extra is Extras extras)
            Write(json, extras);
        json.Write("}"u8);
    }

    /// <summary>The tweet as an object, for answers that the serializer writes.</summary>
    public Tweet ToTweet()
    {
        using var json = new JsonBuffer();
        Write(json);
        return JsonSerializer.Deserialize(json.Written.Span, TweetsJson.Wire.Tweet)!;
    }

    private static void Write(JsonBuffer json, Extras extras)
    {
        if (extras.Poll is { } poll)
        {
            json.Write(",\"poll\":"u8);
            json.Write(JsonSerializer.SerializeToUtf8Bytes(poll.ToPoll(), TweetsJson.Wire.Poll));
        }
        if (extras.Filtered is { } filtered)
        {
            json.Write(",\"filtered\":"u8);
            json.Write(filtered.Json);
        }
    }

    private sealed record Extras(EmbeddedTweet? Embedded, FilterMatches? Filtered, PollView? Poll);
}

/// <summary>Tweets as one viewer sees them. Those that have gone since, or that the viewer does not see, are not on the page.</summary>
internal sealed class TweetPage(IReadOnlyList<long> examined) : ExaminedPage<TweetView>(examined)
{
    protected override long IdOf(TweetView item) => item.Tweet.Id;

    /// <summary>Links to the pages beside this one, of a list whose newest tweet comes first.</summary>
    public void WriteLinks(HttpContext http) => LinkHeader.WriteNewestFirst(http, Examined);

    /// <summary>Answers with the tweets, and with the links to the pages beside this one.</summary>
    public PreserializedOk<List<Tweet>> Render(HttpContext http)
    {
        WriteLinks(http);
        return new PreserializedOk<List<Tweet>>(Write);
    }

    /// <summary>Puts tweets before all others. The links to other pages stay, so what comes later is where it was.</summary>
    public void PutFirst(TweetPage first)
    {
        RemoveAll(view => first.Exists(other => other.Tweet.Id == view.Tweet.Id));
        InsertRange(0, first);
    }

    public Dictionary<long, TweetView> ById() => this.ToDictionary(view => view.Tweet.Id);

    /// <summary>Writes the tweets as a JSON array.</summary>
    public void Write(JsonBuffer json)
    {
        json.Write("["u8);
        for (var index = 0; index < Count; index++)
        {
            if (index > 0)
                json.Write(","u8);
            this[index].Write(json);
        }
        json.Write("]"u8);
    }
}
