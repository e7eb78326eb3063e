using Dapper;
using Microsoft.Data.Sqlite;

namespace Linnet.Bench.Data;

/// <summary>Fills an empty schema with a data set: the same rows each time, and counters that agree with them.</summary>
/// <remarks>
/// Straight into the tables: ten million follows over HTTP would take an hour. Who is popular follows Zipf's law, so some
/// are followed by nearly all and most by a few; popular people also write more.
/// </remarks>
internal sealed class DataSetMaker(DataSet set, SqliteConnection connection)
{
    /// <summary>Part of a cached file's name: a new recipe makes new files.</summary>
    public const int Recipe = 3;

    private const string CheapHash = "$2b$04$LinnetBenchSaltNumberOwJF9OKAp2RVaejHCbiZzPAzMrU00Cbi";
    private const string UsualHash = "$2b$12$LinnetBenchSaltNumberOKl9i8SO0nYOacM.4MNdFsl2kXI8wk/S";

    private const int Seed = 20_070_713;
    private const int TweetStep = 104_729;
    private const int NewestTweets = 200;
    private const long FirstMoment = 1_735_689_600_000_000;
    private const long BetweenTweets = 10_000_000;

    private readonly Random _random = new(Seed);
    private readonly int[] _followers = new int[set.Accounts + 1];
    private readonly int[] _following = new int[set.Accounts + 1];
    private readonly int[] _written = new int[set.Accounts + 1];
    private readonly int[] _likes = new int[set.Tweets + 1];
    private readonly int[] _replies = new int[set.Tweets + 1];
    private readonly int[] _retweets = new int[set.Tweets + 1];
    private readonly int[] _quotes = new int[set.Tweets + 1];
    private readonly List<(long Tweet, TaggedWord Word)> _tagged = [];

    public void Fill()
    {
        // An interrupted data set is made again, so it needs no protection while it is made. The keys
        // are off, so that rows can go in before those they refer to, whose counters are known only at the end.
        connection.Execute("pragma journal_mode = off; pragma synchronous = off; pragma foreign_keys = off; pragma cache_size = -400000");
        var indexes = connection.Query<string>("select sql from sqlite_master where type = 'index' and sql is not null").AsList();
        foreach (var name in connection.Query<string>("select name from sqlite_master where type = 'index' and sql is not null"))
            connection.Execute($"drop index {name}");
        var hidden = new HiddenAccounts(set, _random);
        InsertHidden(hidden);
        InsertFilters();
        InsertFollows(hidden);
        var drafts = new DraftedTweets(set, _random).Draft();
        InsertLikes(drafts);
        InsertTweets(drafts);
        InsertEntities();
        InsertUsers();
        foreach (var index in indexes)
            connection.Execute(index);
        connection.Execute("pragma journal_mode = wal");
    }

    private void InsertHidden(HiddenAccounts hidden)
    {
        using (var blocks = new BulkInsert(connection, "blocks", "blocker_id", "blocked_id", "created_at"))
        {
            foreach (var (blocker, blocked) in hidden.Blocks)
                blocks.Add(blocker, blocked, FirstMoment);
            blocks.Commit();
        }
        using var mutes = new BulkInsert(connection, "mutes", "muter_id", "muted_id", "hides_notifications", "created_at");
        foreach (var (muter, muted) in hidden.Mutes)
            mutes.Add(muter, muted, true, FirstMoment);
        mutes.Commit();
    }

    // A filter for each word, half of which hide; whole words, everywhere.
    private void InsertFilters()
    {
        var wanted = set.Hiding.SelectMany(_ => TweetText.Unwanted, (reader, word) => (Reader: reader, Word: word)).ToList();
        using (var filters = new BulkInsert(connection, "filters", "id", "user_id", "title", "action", "is_whole_word", "contexts", "created_at"))
        {
            foreach (var (index, (reader, word)) in wanted.Index())
                filters.Add(index + 1L, reader, word, index % 2L, true, 31L, FirstMoment);
            filters.Commit();
        }
        using var words = new BulkInsert(connection, "filter_words", "filter_id", "position", "word");
        foreach (var (index, (_, word)) in wanted.Index())
            words.Add(index + 1L, 0L, word);
        words.Commit();
    }

    private void InsertFollows(HiddenAccounts hidden)
    {
        var popularity = new Zipf(set.People, exponent: 1, DataSet.PeopleStep);
        using var rows = new BulkInsert(connection, "follows", "follower_id", "followed_id");
        for (var follower = 1; follower <= set.People + DataSet.WideReaders; follower++)
        {
            var count = follower <= set.People ? DataSet.FollowedByEach : DataSet.FollowedByWide;
            foreach (var followed in popularity.DrawDistinct(_random, count, id => id != follower && !hidden.AreApart(follower, id)))
            {
                rows.Add((long)follower, followed);
                _followers[followed]++;
                _following[follower]++;
            }
        }
        rows.Commit();
    }

    // A fifth goes to the newest tweets, which timelines show; otherwise hardly a page would hold a like of its reader's.
    private void InsertLikes(IReadOnlyList<DraftedTweet> drafts)
    {
        var popularity = new Zipf(set.Tweets, exponent: 0.7, TweetStep);
        using var rows = new BulkInsert(connection, "likes", "user_id", "tweet_id");
        for (var user = 1; user <= set.People; user++)
        {
            var liked = popularity.DrawDistinct(_random, set.LikesByEach * 4 / 5, id => drafts[id - 1].IsOpen);
            while (liked.Count < set.LikesByEach)
            {
                if (drafts[^(_random.Next(NewestTweets) + 1)] is { IsOpen: true } newest)
                    liked.Add(newest.Id);
            }
            foreach (var tweet in liked)
            {
                rows.Add((long)user, tweet);
                _likes[tweet]++;
            }
        }
        rows.Commit();
    }

    private void InsertTweets(IReadOnlyList<DraftedTweet> drafts)
    {
        foreach (var draft in drafts)
            Count(draft);
        using var rows = new BulkInsert(
            connection, "tweets",
            "id", "content", "created_at", "updated_at", "author_id", "kind", "visibility", "likes_count", "replies_count", "retweets_count", "quotes_count",
            "reply_to_id", "reply_to_author_id", "conversation_id", "retweet_of_id", "retweet_of_author_id", "entities");
        foreach (var draft in drafts)
        {
            var moment = FirstMoment + (draft.Id * BetweenTweets);
            var text = MakeText(draft);
            var word = draft.IsTagged ? TaggedWord.In(text) : null;
            if (word is not null)
                _tagged.Add((draft.Id, word));
            rows.Add(
                (long)draft.Id, text, moment, moment, (long)draft.Author, draft.IsRepost ? 1L : 0L, draft.IsForFollowers ? 2L : 0L,
                (long)_likes[draft.Id], (long)_replies[draft.Id], (long)_retweets[draft.Id], (long)_quotes[draft.Id],
                (long?)draft.Parent?.Id, (long?)draft.Parent?.Author, (long?)draft.Conversation, (long?)draft.Original?.Id, (long?)draft.Original?.Author,
                word?.ToEntities());
        }
        rows.Commit();
    }

    private void InsertEntities()
    {
        using (var mentions = new BulkInsert(connection, "mentions", "tweet_id", "user_id"))
        {
            foreach (var (tweet, word) in _tagged.Where(tagged => tagged.Word.IsMention))
                mentions.Add(tweet, word.UserId);
            mentions.Commit();
        }
        var ids = _tagged.Where(tagged => !tagged.Word.IsMention).DistinctBy(tagged => tagged.Word.Key).Index()
            .ToDictionary(tagged => tagged.Item.Word.Key, tagged => (Id: tagged.Index + 1L, tagged.Item.Word.Name));
        using (var tags = new BulkInsert(connection, "tags", "id", "key", "name", "first_used_at"))
        {
            foreach (var (key, (id, name)) in ids)
                tags.Add(id, key, name, FirstMoment);
            tags.Commit();
        }
        using var uses = new BulkInsert(connection, "tweet_tags", "tag_id", "tweet_id");
        foreach (var (tweet, word) in _tagged.Where(tagged => !tagged.Word.IsMention))
            uses.Add(ids[word.Key].Id, tweet);
        uses.Commit();
    }

    private void Count(DraftedTweet draft)
    {
        _written[draft.Author]++;
        if (draft.Parent is { } parent)
            _replies[parent.Id]++;
        if (draft.Original is not { } original)
            return;
        _retweets[original.Id]++;
        if (!draft.IsRepost)
            _quotes[original.Id]++;
    }

    private string MakeText(DraftedTweet draft)
    {
        if (draft.IsRepost)
            return "";
        var text = draft.IsTagged ? TweetText.MakeTagged(_random, set.People) : TweetText.Make(_random);
        return draft.IsUnwanted ? $"{text} {TweetText.Unwanted[_random.Next(TweetText.Unwanted.Count)]}" : text;
    }

    private void InsertUsers()
    {
        using var rows = new BulkInsert(
            connection, "users",
            "id", "username", "email", "hashed_password", "full_name", "bio", "created_at", "followers_count", "following_count", "tweets_count");
        for (var id = 1; id <= set.Accounts; id++)
        {
            rows.Add(
                (long)id, DataSet.NameOf(id), $"p{id}@example.org",
                id > set.Accounts - DataSet.StormMembers ? UsualHash : CheapHash,
                $"Person {id}", id % 3 == 0 ? null : TweetText.Make(_random), FirstMoment,
                (long)_followers[id], (long)_following[id], (long)_written[id]);
        }
        rows.Commit();
    }
}
