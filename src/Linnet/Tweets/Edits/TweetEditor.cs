using Linnet.Common;
using Linnet.Events;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Tweets.Attachments;
using Linnet.Tweets.Entities;
using Linnet.Tweets.Polls;

namespace Linnet.Tweets.Edits;

/// <summary>Changes what tweets say.</summary>
internal sealed class TweetEditor(Database database, EventBus events, EntityParser parser, TimeProvider clock)
{
    // The clock may have been set back since the tweet was written.
    // lang=sql
    private const string UpdateContent = """
        update tweets
        set content = @content, updated_at = case when updated_at > @now then updated_at else @now end,
            edited_at = case when not @isNew then edited_at when updated_at > @now then updated_at else @now end,
            is_sensitive = @isSensitive, content_warning = @contentWarning, entities = @entities
        where id = @id
        """;

    // lang=sql
    private const string LockTweet = "select id from tweets where id = @id for no key update";

    // lang=sql
    private static readonly string SelectForEdit = $"""
        select t.author_id, t.kind, t.visibility, t.content, t.is_sensitive, t.content_warning, t.entities, t.reply_to_author_id, t.retweet_of_author_id,
               exists (select 1 from poll_votes v where v.poll_id = t.id) as has_votes
        from tweets t join users a on a.id = t.author_id
        where t.id = @id and a.deleted_at is null and {ViewerSql.MaySee("t", "@authorId")}
        """;

    /// <returns>The tweet's id.</returns>
    public Task<Result<long>> EditAsync(long authorId, long id, TweetEdit edit, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                await db.LockAsync(LockTweet, new { id });
                if (await db.QuerySingleOrDefaultAsync<EditedTweet>(SelectForEdit, new { id, authorId }) is not { } tweet)
                    return TweetErrors.NotFound;
                if (tweet.AuthorId != authorId)
                    return TweetErrors.NotYoursToUpdate;
                if (tweet.Kind is TweetKind.Repost)
                    return TweetErrors.CannotEditRepost;
                if (!(await parser.ResolveAsync(db, edit.Content, TextScanner.Scan(edit.Content))).Succeeded(out var parsed, out var error))
                    return error;
                var (isSensitive, contentWarning) = (edit.Sensitive ?? tweet.IsSensitive, edit.ContentWarning.Or(tweet.ContentWarning));
                var media = edit.MediaIds is null ? null : await AttachedMedia.ListIdsAsync(db, id);
                var hasNewMedia = media is not null && !media.SequenceEqual(edit.MediaIds!);
                if (tweet.HasVotes && (hasNewMedia || (edit.Content, contentWarning) != (tweet.Content, tweet.ContentWarning)))
                    return PollErrors.HasVotes;
                var isNew = hasNewMedia || (edit.Content, isSensitive, contentWarning) != (tweet.Content, tweet.IsSensitive, tweet.ContentWarning);
                if (isNew && !await TweetHistory.TryKeepAsync(db, id))
                    return TweetErrors.TooManyVersions;
                if (hasNewMedia && await AttachedMedia.ReplaceAsync(db, authorId, id, media!, edit.MediaIds!) is { } refused)
                    return refused;
                var (now, entities) = (Timestamp.Now(clock), EntityRows.ToColumn(parsed));
                await db.ExecuteAsync(UpdateContent, new { id, content = edit.Content, now, isNew, isSensitive, contentWarning, entities });
                var replaced = tweet.Entities is null && parsed is null
                    ? ReplacedEntities.None
                    : await EntityRows.ReplaceAsync(db, id, parsed, tweet.Visibility, now);
                var about = new About(tweet.ReplyToAuthorId, tweet.RetweetOfAuthorId, IsRepost: false);
                await events.RaiseAsync(
                    db,
                    isNew
                        ? new TweetEdited(
                            id,
                            authorId,
                            about,
                            TweetRecipients.ToNotify(replaced.Mentioned, authorId),
                            TweetRecipients.ToFollowers(replaced.Tags, tweet.Visibility),
                            TweetRecipients.ToFollowers(replaced.ChangedTags, tweet.Visibility))
                        : new TweetSettingsChanged(id, ReplyToId: null));
                return id;
            },
            cancellation);

    private sealed record EditedTweet
    {
        public long AuthorId { get; init; }

        public TweetKind Kind { get; init; }

        public Visibility Visibility { get; init; }

        public string Content { get; init; } = "";

        public bool IsSensitive { get; init; }

        public string? ContentWarning { get; init; }

        public string? Entities { get; init; }

        public long? ReplyToAuthorId { get; init; }

        public long? RetweetOfAuthorId { get; init; }

        /// <summary>Whether somebody has voted in its poll.</summary>
        public bool HasVotes { get; init; }
    }
}
