using System.Text.Json;
using Linnet.Common;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Linnet.Relations.Filters;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>A tweet, its author, and what it is to the viewer.</summary>
internal readonly struct TweetView
{
    // Few tweets have one of these, and fewer both: one reference keeps a page of 20 by 160 bytes smaller.
    private readonly object? _embeddedOrFiltered;

    /// <param name="tweet">The tweet.</param>
    /// <param name="author">Its author.</param>
    /// <param name="marks">What the viewer did about it.</param>
    /// <param name="embedded">What it reposts or quotes.</param>
    /// <param name="filtered">The viewer's filters that it matches; null for none.</param>
    public TweetView(CachedTweet tweet, CachedUser author, TweetMarks marks, EmbeddedTweet? embedded, FilterMatches? filtered)
    {
        (Tweet, Author, Marks) = (tweet, author, marks);
        _embeddedOrFiltered = filtered is null ? embedded : new FilteredTweet(embedded, filtered);
    }

    public CachedTweet Tweet { get; }

    public CachedUser Author { get; }

    public TweetMarks Marks { get; }

    public EmbeddedTweet? Embedded => _embeddedOrFiltered as EmbeddedTweet ?? (_embeddedOrFiltered as FilteredTweet)?.Embedded;

    public FilterMatches? Filtered => (_embeddedOrFiltered as FilteredTweet)?.Matches;

    public void Write(JsonBuffer json)
    {
        Tweet.Write(json, Author, Marks, Embedded);
        if (Filtered is { } filtered)
        {
            json.Write(",\"filtered\":"u8);
            json.Write(filtered.Json);
        }
        json.Write("}"u8);
    }

    /// <summary>The tweet as an object, for answers that the serializer writes.</summary>
    public Tweet ToTweet()
    {
        using var json = new JsonBuffer();
        Write(json);
        return JsonSerializer.Deserialize(json.Written.Span, TweetsJson.Wire.Tweet)!;
    }

    private sealed record FilteredTweet(EmbeddedTweet? Embedded, FilterMatches Matches);
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
