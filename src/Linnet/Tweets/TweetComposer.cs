using Linnet.Common;
using Linnet.Relations;
using Linnet.Tweets.Polls;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>The tweets, authors and marks that a page is composed from.</summary>
internal interface ITweetSource
{
    /// <returns>False when it is not known here whether there is such a tweet; true with nulls when there is none.</returns>
    bool TryFind(long id, out CachedTweet? tweet, out CachedUser? author);

    /// <returns>False when the viewer's marks on the tweet are not known here.</returns>
    bool TryMark(long id, out TweetMarks marks);

    /// <summary>The same for several tweets, one mark for each.</summary>
    bool TryMark(IReadOnlyList<long> ids, Span<TweetMarks> marks);

    /// <param name="conversationId">The first tweet of a thread.</param>
    /// <param name="isMuted">Whether the viewer mutes the thread.</param>
    /// <returns>False when it is not known here.</returns>
    bool TryThread(long conversationId, out bool isMuted);

    /// <param name="id">A poll.</param>
    /// <param name="choices">The positions of the options that the viewer voted for, as bits.</param>
    /// <returns>False when the viewer's vote is not known here.</returns>
    bool TryVote(long id, out long choices);
}

/// <summary>
/// Puts together what one viewer sees of some tweets, with what these repost and quote. The one place where it is decided.
/// </summary>
/// <param name="viewer">Whom it is for; null for a message that is rendered once for many, who all may see it.</param>
/// <param name="source">Where the tweets are.</param>
/// <param name="clock">Ends polls.</param>
/// <param name="audienceOf">Without a viewer: the author whose followers get it. What not all of these may see is not in it.</param>
internal readonly struct TweetComposer<TSource>(Viewer? viewer, TSource source, TimeProvider clock, long audienceOf = 0)
    where TSource : ITweetSource
{
    /// <summary>How deep quotes are shown: the quoted tweet, and also the one that a reposted tweet quotes.</summary>
    private const int Depth = 1;

    /// <summary>Tweets of a page whose marks are looked up without an allocation.</summary>
    private const int UsualPage = 128;

    /// <returns>Null when the source does not know all of it.</returns>
    public TweetPage? TryCompose(IReadOnlyList<long> ids, TweetSurface surface)
    {
        // All at once, outside the loop: their lock would have each tweet wait for the one before.
        var marks = ids.Count <= UsualPage ? stackalloc TweetMarks[ids.Count] : new TweetMarks[ids.Count];
        if (!source.TryMark(ids, marks))
            return null;
        var page = new TweetPage(ids);
        for (var index = 0; index < ids.Count; index++)
        {
            // As TryView, written out: this is what a timeline page costs.
            if (!source.TryFind(ids[index], out var tweet, out var author))
                return null;
            if (tweet is null || author is null || (viewer is not null && !viewer.Sees(tweet, surface)))
                continue;
            var filtered = viewer?.Filters is null ? null : viewer.Filter(tweet, surface);
            if (filtered is { Hide: true } && surface.CanLeaveOut())
                continue;
            if (viewer is { Threads.MutesNone: false } && !TryMarkThread(tweet, ref marks[index]))
                return null;
            EmbeddedTweet? embedded = null;
            if (tweet.IsComposed && !TryEmbed(tweet, surface, Depth, out embedded))
                return null;
            PollView? poll = null;
            if (tweet.Poll is not null && !TryPoll(tweet.Poll, out poll))
                return null;
            // A repost without its original is nothing.
            if (embedded is not null || !tweet.IsComposed)
                page.Add(new TweetView(tweet, author, marks[index], embedded, filtered, poll));
        }
        return page;
    }

    /// <param name="id">The tweet.</param>
    /// <param name="surface">Where it is shown.</param>
    /// <param name="depth">How many levels of quotes to show.</param>
    /// <param name="isQuoted">Whether another tweet there quotes it: then only rights count, and a filter folds it.</param>
    /// <param name="view">Null when there is no such tweet, or the viewer does not see it there.</param>
    /// <returns>False when the source does not know.</returns>
    private bool TryView(long id, TweetSurface surface, int depth, bool isQuoted, out TweetView? view)
    {
        view = null;
        if (!source.TryFind(id, out var tweet, out var author))
            return false;
        if (tweet is null || author is null || (viewer is not null && !viewer.Sees(tweet, isQuoted ? TweetSurface.ById : surface)))
            return true;
        var filtered = viewer?.Filter(tweet, surface);
        if (filtered is { Hide: true } && !isQuoted && surface.CanLeaveOut())
            return true;
        if (!source.TryMark(id, out var marks) || (viewer is { Threads.MutesNone: false } && !TryMarkThread(tweet, ref marks)))
            return false;
        EmbeddedTweet? embedded = null;
        if (tweet.IsComposed && !TryEmbed(tweet, surface, depth, out embedded))
            return false;
        PollView? poll = null;
        if (tweet.Poll is not null && !TryPoll(tweet.Poll, out poll))
            return false;
        if (embedded is not null || !tweet.IsComposed)
            view = new TweetView(tweet, author, marks, embedded, filtered, poll);
        return true;
    }

    private bool TryMarkThread(CachedTweet tweet, ref TweetMarks marks)
    {
        if (!source.TryThread(tweet.ConversationId, out var isMuted))
            return false;
        if (isMuted)
            marks |= TweetMarks.ThreadMuted;
        return true;
    }

    private bool TryPoll(CachedPoll poll, out PollView? view)
    {
        var isKnown = source.TryVote(poll.Id, out var choices);
        view = isKnown ? new PollView(poll, choices, poll.EndsAt <= Timestamp.Now(clock)) : null;
        return isKnown;
    }

    private bool TryEmbed(CachedTweet tweet, TweetSurface surface, int depth, out EmbeddedTweet? embedded)
    {
        embedded = null;
        if (tweet.Kind is TweetKind.Repost)
        {
            if (tweet.RetweetOfId is not { } original)
                return true;
            if (!TryView(original, surface, depth, isQuoted: false, out var view))
                return false;
            embedded = view is { } shown ? new EmbeddedTweet(QuoteState.Shown, shown) : null;
            return true;
        }
        if (tweet.RetweetOfId is not { } quotedId)
        {
            embedded = new EmbeddedTweet(tweet.Quote!.Value, default);
            return true;
        }
        if (depth is 0)
        {
            embedded = new EmbeddedTweet(QuoteState.Nested, default);
            return true;
        }
        return TryQuote(quotedId, surface, depth, out embedded);
    }

    private bool TryQuote(long id, TweetSurface surface, int depth, out EmbeddedTweet? embedded)
    {
        embedded = null;
        if (!source.TryFind(id, out var quoted, out _))
            return false;
        var state = quoted is null ? QuoteState.Deleted : viewer?.StateOfQuoted(quoted) ?? StateForAudience(quoted);
        TweetView? view = null;
        if (state is QuoteState.Shown && !TryView(id, surface, depth - 1, isQuoted: true, out view))
            return false;
        embedded = view is { } shown ? new EmbeddedTweet(QuoteState.Shown, shown) : new EmbeddedTweet(state is QuoteState.Shown ? QuoteState.Deleted : state, default);
        return true;
    }

    private QuoteState StateForAudience(CachedTweet quoted) =>
        quoted.Visibility is Visibility.Followers && quoted.AuthorId != audienceOf ? QuoteState.Unavailable : QuoteState.Shown;
}
