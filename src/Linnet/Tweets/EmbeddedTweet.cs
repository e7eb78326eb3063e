using Linnet.Http.Rendering;

namespace Linnet.Tweets;

/// <summary>What a tweet reposts or quotes, as its viewer sees it.</summary>
/// <param name="State">Of a repost always <see cref="QuoteState.Shown"/>: one whose original is not shown is not shown either.</param>
/// <param name="View">The tweet, if it is shown.</param>
internal sealed record EmbeddedTweet(QuoteState State, TweetView View)
{
    private static readonly byte[][] States = [.. Enum.GetNames<QuoteState>().Select(name => System.Text.Encoding.UTF8.GetBytes(name.ToLowerInvariant()))];

    /// <summary>Writes it as <see cref="QuotedTweet"/> is written.</summary>
    public void WriteQuoted(JsonBuffer json)
    {
        json.Write("{\"state\":\""u8);
        json.Write(States[(int)State]);
        json.Write("\",\"tweet\":"u8);
        if (State is QuoteState.Shown)
            View.Write(json);
        else
            json.Write("null"u8);
        json.Write("}"u8);
    }
}
