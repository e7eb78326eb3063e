using System.Text.Json;
using Linnet.Common;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Linnet.Relations.Filters;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>A tweet, its author, and what it is to the viewer.</summary>
/// <param name="Tweet">The tweet.</param>
/// <param name="Author">Its author.</param>
/// <param name="Marks">What the viewer did about it.</param>
/// <param name="Embedded">What it reposts or quotes.</param>
/// <param name="Filtered">The viewer's filters that it matches; null for none.</param>
internal readonly record struct TweetView(CachedTweet Tweet, CachedUser Author, TweetMarks Marks, EmbeddedTweet? Embedded, FilterMatches? Filtered)
{
    public void Write(JsonBuffer json)
    {
        Tweet.Write(json, Author, Marks, Embedded);
        if (Filtered is not null)
        {
            json.Write(",\"filtered\":"u8);
            json.Write(Filtered.Json);
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
