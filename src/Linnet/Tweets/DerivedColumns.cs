using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>Columns of tweets that repeat what the tweets they refer to say, for rows that were inserted past <see cref="TweetService"/>.</summary>
internal static class DerivedColumns
{
    // lang=sql
    private const string ParentAuthors = """
        update tweets set reply_to_author_id = (select p.author_id from tweets p where p.id = tweets.reply_to_id) where reply_to_id is not null
        """;

    // lang=sql
    private const string OriginalAuthors = """
        update tweets set retweet_of_author_id = (select o.author_id from tweets o where o.id = tweets.retweet_of_id) where retweet_of_id is not null
        """;

    // lang=sql
    private const string Conversations = """
        with recursive threads (id, root) as (
            select id, id from tweets where reply_to_id is null
            union all
            select t.id, threads.root from threads join tweets t on t.reply_to_id = threads.id)
        update tweets set conversation_id = threads.root from threads where threads.id = tweets.id and threads.id <> threads.root
        """;

    public static async Task FillAsync(DbSession db)
    {
        await db.ExecuteAsync(ParentAuthors);
        await db.ExecuteAsync(OriginalAuthors);
        await db.ExecuteAsync(Conversations);
    }
}
