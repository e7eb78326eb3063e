using Linnet.Common;
using Linnet.Relations;
using Linnet.Tweets;

namespace Linnet.Commands.Seed;

internal sealed record DemoTweet(
    long Id, string Content, Timestamp CreatedAt, long AuthorId, long? ReplyToId, long? RetweetOfId, TweetKind Kind = TweetKind.Post, Visibility Visibility = Visibility.Public)
{
    /// <summary>What it said before it was edited; null if it never was.</summary>
    public string? Typo { get; init; }

    public bool HasPoll { get; init; }

    public Timestamp? EditedAt => Typo is null ? null : CreatedAt + TimeSpan.FromMinutes(5);
}

/// <summary>The tweets of a demo data set. A few users write most of them, and replies go to recent tweets of popular users.</summary>
internal sealed class DemoTweets(DemoSize size, IReadOnlyList<DemoPerson> people)
{
    private const double ActivityExponent = 0.7;
    private const double ReplyShare = 0.25;
    private const double RetweetShare = 0.12;

    // Of the retweets, reposts without a text; of the posts, those for followers.
    private const double RepostShare = 0.5;
    private const double FollowersShare = 0.05;

    // Of the posts, those with a hashtag.
    private const double TaggedShare = 0.2;
    // Of the posts, those with a mistake that their authors found later; of the replies, those that go on with a recent thread.
    private const double TypoShare = 0.04;
    private const double ThreadShare = 0.4;
    private const int RecentReplies = 12;

    // Replies and retweets refer to one of this many latest tweets.
    private const int RecentTweets = 300;

    private readonly int[] _topics = new int[size.Tweets];
    private readonly int[] _authors = new int[size.Tweets];

    // Reposts and tweets for followers, to which nothing refers: the rules for that are not the generator's.
    private readonly HashSet<int> _apart = [];
    private readonly HashSet<(int Author, int Original)> _reposts = [];
    private readonly List<int> _replies = [];
    private readonly List<DemoTweet> _edited = [];
    private readonly DemoPolls _polls = new(size);

    /// <summary>The edited tweets; filled while <see cref="Generate"/> is enumerated.</summary>
    public IReadOnlyList<DemoTweet> Edited => _edited;

    /// <summary>The polls of tweets; filled while <see cref="Generate"/> is enumerated.</summary>
    public IReadOnlyList<DemoPoll> Polls => _polls.All;

    /// <summary>User indexes by tweet index; filled while <see cref="Generate"/> is enumerated.</summary>
    public IReadOnlyList<int> Authors => _authors;

    public IEnumerable<DemoTweet> Generate()
    {
        var random = size.RandomFor(DemoPart.Tweets);
        var sharing = size.RandomFor(DemoPart.Sharing);
        var tagging = size.RandomFor(DemoPart.Hashtags);
        var activity = new WeightedChoice(WeightedChoice.ZipfWeights(people.Count, ActivityExponent, random));
        for (var i = 0; i < size.Tweets; i++)
        {
            var author = activity.Pick(random);
            var kind = random.NextDouble();
            var other = i > 0 && people.Count > 1 && kind < ReplyShare + RetweetShare ? PickRecent(i, author, random) : null;
            if (other is not null && kind < ReplyShare && random.NextDouble() < ThreadShare)
                other = PickReply(author, random) ?? other;
            _authors[i] = author;
            _topics[i] = other is { } about ? _topics[about] : random.Pick(people[author].Interests);
            var createdAt = DemoCalendar.Tweeted(i, size.Tweets, random);
            var topic = DemoVocabulary.Topics[_topics[i]];
            if (other is not { } target)
            {
                var visibility = sharing.NextDouble() < FollowersShare ? Visibility.Followers : Visibility.Public;
                if (visibility is Visibility.Followers)
                    _apart.Add(i);
                var tag = tagging.NextDouble() < TaggedShare ? $" #{topic.Role.ToLowerInvariant()}" : "";
                var post = new DemoTweet(i + 1, Post(topic, random) + tag, createdAt, author + 1, null, null, Visibility: visibility);
                if (_polls.Attach(i + 1, topic, createdAt) is { } question)
                    post = post with { Content = question, HasPoll = true };
                // Drawn in any case: polls change no other tweet.
                if (random.NextDouble() < TypoShare && !post.HasPoll)
                    _edited.Add(post = post with { Typo = Misspell(post.Content, random) });
                yield return post;
            }
            else if (kind < ReplyShare)
            {
                _replies.Add(i);
                yield return new DemoTweet(i + 1, Reply(topic, people[_authors[target]], random), createdAt, author + 1, target + 1, null);
            }
            else if (sharing.NextDouble() < RepostShare && _reposts.Add((author, target)))
            {
                _apart.Add(i);
                yield return new DemoTweet(i + 1, "", createdAt, author + 1, null, target + 1, TweetKind.Repost);
            }
            else
            {
                yield return new DemoTweet(i + 1, random.Pick(DemoVocabulary.RetweetComments), createdAt, author + 1, null, target + 1);
            }
        }
    }

    /// <summary>Picks the most popular author's among a few recent tweets of others, so that most replies go to few users.</summary>
    private int? PickRecent(int now, int author, Random random)
    {
        int? best = null;
        for (var attempt = 0; attempt < 4; attempt++)
        {
            var candidate = random.Next(Math.Max(0, now - RecentTweets), now);
            if (_authors[candidate] != author && !_apart.Contains(candidate) && (best is null || people[_authors[candidate]].Popularity > people[_authors[best.Value]].Popularity))
                best = candidate;
        }
        return best;
    }

    /// <summary>One of the last few replies, so that some threads are long.</summary>
    private int? PickReply(int author, Random random)
    {
        if (_replies.Count is 0)
            return null;
        var reply = _replies[random.Next(Math.Max(0, _replies.Count - RecentReplies), _replies.Count)];
        return _authors[reply] == author ? null : reply;
    }

    /// <summary>Leaves out a letter.</summary>
    private static string Misspell(string text, Random random) => text.Remove(random.Next(1, text.Length - 1), 1);

    private static string Post(DemoTopic topic, Random random)
    {
        var text = random.Pick(topic.Posts)
            .Replace("{0}", random.Pick(topic.First), StringComparison.Ordinal)
            .Replace("{1}", random.Pick(topic.Second), StringComparison.Ordinal);
        text = BeginSentences(text);
        return random.Next(3) == 0 ? $"{text} {random.Pick(DemoVocabulary.Afterthoughts)}" : text;
    }

    private static string BeginSentences(string text) =>
        string.Concat(text.Select((letter, i) => i == 0 || (i > 1 && text[i - 1] is ' ' && text[i - 2] is '.' or '?' or '!') ? char.ToUpperInvariant(letter) : letter));

    private static string Reply(DemoTopic topic, DemoPerson to, Random random)
    {
        var text = random.Pick(random.Next(2) == 0 ? topic.Replies : DemoVocabulary.Replies);
        return random.Next(3) == 0 ? $"@{to.Username} {text}" : text;
    }
}
