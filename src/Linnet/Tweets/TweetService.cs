using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Tweets.Edits;

namespace Linnet.Tweets;

/// <summary>Posts tweets, reposts them and changes them. The author's count and those of the tweets referred to change in the same transaction.</summary>
internal sealed class TweetService(Database database, EventBus events, TweetCache reader, TimeProvider clock)
{
    // lang=sql
    private const string AddToAuthor = "update users set tweets_count = tweets_count + @by where id = @id and deleted_at is null";

    // lang=sql
    private const string InsertTweet = """
        insert into tweets (content, created_at, updated_at, author_id, reply_to_id, retweet_of_id, kind, visibility, is_sensitive, content_warning,
                            reply_policy, quote_policy, reply_to_author_id, retweet_of_author_id, conversation_id)
        values (@content, @now, @now, @authorId, @replyToId, @retweetOfId, @kind, @visibility, @isSensitive, @contentWarning,
                @replyPolicy, @quotePolicy, @replyToAuthorId, @retweetOfAuthorId, @conversationId)
        returning id
        """;

    // The clock may have been set back since the tweet was written.
    // lang=sql
    private const string UpdateContent = """
        update tweets
        set content = @content, updated_at = case when updated_at > @now then updated_at else @now end,
            edited_at = case when not @isNew then edited_at when updated_at > @now then updated_at else @now end,
            is_sensitive = @isSensitive, content_warning = @contentWarning
        where id = @id
        """;

    // lang=sql
    private const string LockTweet = "select id from tweets where id = @id for no key update";

    // lang=sql
    private static readonly string SelectForEdit = $"""
        select t.author_id, t.kind, t.content, t.is_sensitive, t.content_warning, t.reply_to_author_id, t.retweet_of_author_id
        from tweets t join users a on a.id = t.author_id
        where t.id = @id and a.deleted_at is null and {ViewerSql.MaySee("t", "@authorId")}
        """;

    // lang=sql
    private const string SelectOriginal = "select case when kind = 1 then retweet_of_id else id end from tweets where id = @id";

    // lang=sql
    private const string SelectRepost = "select id from tweets where author_id = @authorId and retweet_of_id = @original and kind = 1";

    /// <returns>The new tweet's id.</returns>
    public Task<Result<long>> PostAsync(long authorId, TweetDraft draft, CancellationToken cancellation) =>
        database.WriteAsync(db => PostAsync(db, authorId, draft), cancellation);

    /// <summary>The same within a write of the caller's, who hands a refusal on as the write's own.</summary>
    public async Task<Result<long>> PostAsync(DbSession db, long authorId, TweetDraft draft)
    {
        ReferredTweet? parent = null, quoted = null;
        if (draft.ReplyToId is { } parentId
            && !(await TweetReferences.Reply.CountAsync(db, authorId, parentId)).Succeeded(out parent, out var error))
            return error;
        if (draft.RetweetOfId is { } quotedId
            && !(await TweetReferences.Quote.CountAsync(db, authorId, quotedId)).Succeeded(out quoted, out error))
            return error;
        if (ChooseVisibility(authorId, draft, parent, quoted) is not { } visibility)
            return TweetErrors.WiderThanParent;
        return await InsertAsync(db, authorId, draft.Content, TweetKind.Post, visibility, draft, parent, quoted);
    }

    /// <summary>Reposts a tweet; of a repost, its original. Repeating it changes nothing.</summary>
    public Task<Result<RepostOutcome>> RepostAsync(long authorId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<RepostOutcome>>(
            async db =>
            {
                if (await db.QuerySingleOrDefaultAsync<long?>(SelectOriginal, new { id }) is not { } original)
                    return TweetErrors.NotFound;
                // From here on no other request of the same account adds one.
                await db.LockAsync(LockTweet, new { id = original });
                if (await db.QuerySingleOrDefaultAsync<long?>(SelectRepost, new { authorId, original }) is { } known)
                    return new RepostOutcome(known, IsNew: false);
                if (!(await TweetReferences.Repost.CountAsync(db, authorId, original)).Succeeded(out var counted, out var error))
                    return error;
                return (await InsertAsync(db, authorId, "", TweetKind.Repost, counted.Visibility, draft: null, parent: null, counted))
                    .Succeeded(out var repost, out error) ? new RepostOutcome(repost, IsNew: true) : error;
            },
            cancellation);

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
                var (isSensitive, contentWarning) = (edit.Sensitive ?? tweet.IsSensitive, edit.ContentWarning.Or(tweet.ContentWarning));
                var isNew = (edit.Content, isSensitive, contentWarning) != (tweet.Content, tweet.IsSensitive, tweet.ContentWarning);
                if (isNew)
                    await TweetHistory.KeepAsync(db, id);
                await db.ExecuteAsync(UpdateContent, new { id, content = edit.Content, now = Timestamp.Now(clock), isNew, isSensitive, contentWarning });
                await events.RaiseAsync(
                    db,
                    isNew
                        ? new TweetEdited(id, authorId, new About(tweet.ReplyToAuthorId, tweet.RetweetOfAuthorId, IsRepost: false))
                        : new TweetSettingsChanged(id, ReplyToId: null));
                return id;
            },
            cancellation);

    private async Task<Result<long>> InsertAsync(
        DbSession db, long authorId, string content, TweetKind kind, Visibility visibility, TweetDraft? draft, ReferredTweet? parent, ReferredTweet? original)
    {
        if (await db.ExecuteAsync(AddToAuthor, new { id = authorId, by = 1 }) == 0)
            return CallerErrors.SessionEnded;
        await db.RegisterPendingIdAsync("tweets");
        // Taken inside the writer: among tweets, later ids never carry earlier times.
        var now = Timestamp.Now(clock);
        var (replyPolicy, quotePolicy) = (Words.ToPolicy(draft?.ReplyPolicy ?? Words.Everyone), Words.ToPolicy(draft?.QuotePolicy ?? Words.Everyone));
        var id = await db.QuerySingleAsync<long>(InsertTweet, new
        {
            content,
            now,
            authorId,
            replyToId = parent?.Id,
            retweetOfId = original?.Id,
            kind = (long)kind,
            visibility = (long)visibility,
            isSensitive = draft?.Sensitive ?? false,
            contentWarning = draft?.ContentWarning,
            replyPolicy = (long)replyPolicy,
            quotePolicy = (long)quotePolicy,
            replyToAuthorId = parent?.AuthorId,
            retweetOfAuthorId = original?.AuthorId,
            conversationId = parent?.ConversationId ?? parent?.Id,
        });
        var tweet = new Tweet
        {
            Id = id,
            Content = content,
            CreatedAt = now,
            UpdatedAt = now,
            AuthorId = authorId,
            ReplyToId = parent?.Id,
            RetweetOfId = original?.Id,
            LikesCount = 0,
            RepliesCount = 0,
            RetweetsCount = 0,
            IsLiked = false,
            // Not kept with the tweet: the author is in the cache of users.
            Author = null!,
            ConversationId = parent?.ConversationId ?? parent?.Id ?? id,
            Kind = kind,
            Visibility = visibility,
            Sensitive = draft?.Sensitive ?? false,
            ContentWarning = draft?.ContentWarning,
            ReplyPolicy = replyPolicy,
            QuotePolicy = quotePolicy,
            IsHiddenReply = false,
            QuotesCount = 0,
            IsReposted = false,
            Reposted = null,
            Quoted = null,
            RetweetOfAuthorId = original?.AuthorId,
        };
        // Before the event, so that its handlers find the tweet in memory.
        db.AfterCommit(_ => reader.Remember(tweet));
        await events.RaiseAsync(
            db, new TweetPosted(id, authorId, parent?.ToReference(), original?.ToReference(), IsRepost: kind is TweetKind.Repost));
        return id;
    }

    /// <returns>Null when the chosen one is wider than that of a tweet of another author that it refers to.</returns>
    private static Visibility? ChooseVisibility(long authorId, TweetDraft draft, ReferredTweet? parent, ReferredTweet? quoted)
    {
        var narrowest = Narrower(parent?.Visibility, quoted?.Visibility);
        if (draft.Visibility is not { } word)
            return narrowest;
        var chosen = Words.ToVisibility(word);
        var bound = Narrower(
            parent?.AuthorId == authorId ? null : parent?.Visibility, quoted?.AuthorId == authorId ? null : quoted?.Visibility);
        return chosen < bound ? null : chosen;
    }

    private static Visibility Narrower(Visibility? one, Visibility? other) =>
        (Visibility)Math.Max((int)(one ?? Visibility.Public), (int)(other ?? Visibility.Public));

    private sealed record EditedTweet
    {
        public long AuthorId { get; init; }

        public TweetKind Kind { get; init; }

        public string Content { get; init; } = "";

        public bool IsSensitive { get; init; }

        public string? ContentWarning { get; init; }

        public long? ReplyToAuthorId { get; init; }

        public long? RetweetOfAuthorId { get; init; }
    }
}

/// <param name="Id">The repost.</param>
/// <param name="IsNew">False when it was there already.</param>
internal sealed record RepostOutcome(long Id, bool IsNew);
