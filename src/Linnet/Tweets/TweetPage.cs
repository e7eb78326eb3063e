using Linnet.Http.Rendering;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>A tweet, its author, and what it is to the viewer.</summary>
internal readonly record struct TweetView(CachedTweet Tweet, CachedUser Author, bool IsLiked)
{
    public void Write(JsonBuffer json) => Tweet.Write(json, Author, IsLiked);
}

/// <summary>Tweets as one viewer sees them.</summary>
internal sealed class TweetPage(int capacity) : List<TweetView>(capacity)
{
    /// <summary>Answers with them, and with the links to the pages beside this one.</summary>
    public PreserializedOk<List<Tweet>> Render(HttpContext http)
    {
        LinkHeader.WriteNewestFirst(http, this, seen => seen.Tweet.Id);
        return new PreserializedOk<List<Tweet>>(Write);
    }

    /// <summary>Writes them as a JSON array.</summary>
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
