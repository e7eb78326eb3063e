using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Media;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Tweets.Attachments;
using Linnet.Tweets.Entities;
using Linnet.Tweets.Polls;

namespace Linnet.Tweets;

/// <summary>Posts tweets and reposts them. The author's count and those of the tweets referred to change in the same transaction.</summary>
internal sealed class TweetService(Database database, EventBus events, TweetCache reader, EntityParser parser, MediaUrls urls, TimeProvider clock)
{
    // lang=sql
    private const string AddToAuthor = "update users set tweets_count = tweets_count + 1 where id = @id and deleted_at is null";

    // lang=sql
    private const string InsertTweet = """
        insert into tweets (content, created_at, updated_at, author_id, reply_to_id, retweet_of_id, kind, visibility, is_sensitive, content_warning,
                            reply_policy, quote_policy, reply_to_author_id, retweet_of_author_id, conversation_id, entities)
        values (@content, @now, @now, @authorId, @replyToId, @retweetOfId, @kind, @visibility, @isSensitive, @contentWarning,
                @replyPolicy, @quotePolicy, @replyToAuthorId, @retweetOfAuthorId, @conversationId, @entities)
        returning id
        """;

    // lang=sql
    private const string LockTweet = "select id from tweets where id = @id for no key update";

    // lang=sql
    private const string SelectOriginal = "select case when kind = 1 then retweet_of_id else id end from tweets where id = @id";

    // lang=sql
    private const string SelectRepost = "select id from tweets where author_id = @authorId and retweet_of_id = @original and kind = 1";

    /// <returns>The new tweet's id.</returns>
    public Task<Result<long>> PostAsync(long authorId, TweetDraft draft, CancellationToken cancellation) =>
        database.WriteAsync(db => PostAsync(db, authorId, draft), cancellation);

    /// <summary>The same within a write of the caller's, who hands a refusal on as the write's own.</summary>
    public Task<Result<long>> PostAsync(DbSession db, long authorId, TweetDraft draft) => PostAsync(db, authorId, draft, isTrial: false);

    /// <summary>Checks in a write of the caller's whether the account could post a tweet now. Changes nothing.</summary>
    public Task<Result<long>> CheckAsync(DbSession db, long authorId, TweetDraft draft) =>
        db.RunPartAsync(() => PostAsync(db, authorId, draft, isTrial: true), isTrial: true);

    private Task<Result<long>> PostAsync(DbSession db, long authorId, TweetDraft draft, bool isTrial) =>
        TextScanner.Scan(draft.Content) is { Count: > 0 } found
            ? PostAsync(db, authorId, draft, found, isTrial)
            : PostAsync(db, authorId, draft, parsed: null, isTrial);

    // A separate method: most tweets have no entities, and a post's memory has a ceiling.
    private async Task<Result<long>> PostAsync(DbSession db, long authorId, TweetDraft draft, IReadOnlyList<FoundEntity> found, bool isTrial) =>
        (await parser.ResolveAsync(db, draft.Content, found)).Succeeded(out var parsed, out var error)
            ? await PostAsync(db, authorId, draft, parsed, isTrial)
            : error;

    private async Task<Result<long>> PostAsync(DbSession db, long authorId, TweetDraft draft, ParsedContent? parsed, bool isTrial)
    {
        ReferredTweet? parent = null, quoted = null;
        if (draft.ReplyToId is not null
            && !(await TweetReferences.Reply.CountAsync(db, authorId, draft.ReplyToId.Value)).Succeeded(out parent, out var error))
            return error;
        if (draft.RetweetOfId is not null
            && !(await TweetReferences.Quote.CountAsync(db, authorId, draft.RetweetOfId.Value)).Succeeded(out quoted, out error))
            return error;
        if (ChooseVisibility(authorId, draft, parent, quoted) is not { } visibility)
            return TweetErrors.WiderThanParent;
        return isTrial ? await CheckMediaAsync(db, authorId, draft) : await InsertAsync(db, authorId, visibility, draft, parsed, parent, quoted);
    }

    private static async ValueTask<Result<long>> CheckMediaAsync(DbSession db, long authorId, TweetDraft draft) =>
        draft.MediaIds is { Count: > 0 } ids && await AttachedMedia.FindErrorAsync(db, authorId, ids) is { } error ? error : 0;

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
                return (await InsertAsync(db, authorId, counted.Visibility, draft: null, parsed: null, parent: null, counted))
                    .Succeeded(out var repost, out error) ? new RepostOutcome(repost, IsNew: true) : error;
            },
            cancellation);

    /// <param name="db">The session of the write.</param>
    /// <param name="authorId">Who writes it.</param>
    /// <param name="visibility">Who may see it.</param>
    /// <param name="draft">What it says; null for a repost.</param>
    /// <param name="parsed">What was found in that.</param>
    /// <param name="parent">What it replies to.</param>
    /// <param name="original">What it quotes or reposts.</param>
    private async ValueTask<Result<long>> InsertAsync(
        DbSession db, long authorId, Visibility visibility, TweetDraft? draft, ParsedContent? parsed, ReferredTweet? parent, ReferredTweet? original)
    {
        if (await db.ExecuteAsync(AddToAuthor, new { id = authorId }) == 0)
            return CallerErrors.SessionEnded;
        await db.RegisterPendingIdAsync("tweets");
        // Taken inside the writer: among tweets, later ids never carry earlier times.
        var now = Timestamp.Now(clock);
        Timestamp? expiresAt = draft?.ExpiresIn is { } seconds ? now + TimeSpan.FromSeconds(seconds) : null;
        var id = await db.QuerySingleAsync<long>(InsertTweet, new
        {
            content = draft?.Content ?? "",
            now,
            authorId,
            replyToId = parent?.Id,
            retweetOfId = original?.Id,
            kind = (long)KindOf(draft),
            visibility = (long)visibility,
            isSensitive = draft?.Sensitive ?? false,
            contentWarning = draft?.ContentWarning,
            replyPolicy = (long)ToPolicy(draft?.ReplyPolicy),
            quotePolicy = (long)ToPolicy(draft?.QuotePolicy),
            replyToAuthorId = parent?.AuthorId,
            retweetOfAuthorId = original?.AuthorId,
            conversationId = parent?.ConversationId ?? parent?.Id,
            entities = EntityRows.ToColumn(parsed),
        });
        var tags = parsed is null ? [] : await EntityRows.InsertAsync(db, id, parsed, visibility, now);
        var poll = draft?.Poll is null ? null : await PollRows.InsertAsync(db, id, draft.Poll, now);
        IReadOnlyList<Attachment>? media = null;
        if (draft?.MediaIds is { Count: > 0 } ids && !(await AttachedMedia.AttachAsync(db, authorId, id, ids, urls)).Succeeded(out media, out var error))
            return error;
        if (expiresAt is { } end)
            await TweetExpiry.ScheduleAsync(db, id, end);
        Remember(db, NewTweet(id, authorId, now, visibility, draft, parsed, parent, original, poll, media, expiresAt));
        await events.RaiseAsync(
            db,
            new TweetPosted(
                id,
                authorId,
                parent?.ToReference(),
                original?.ToReference(),
                IsRepost: draft is null,
                TweetRecipients.ToNotify(parsed?.People, authorId),
                TweetRecipients.ToFollowers(tags, visibility)));
        return id;
    }

    // Before the event, so that its handlers find the tweet in memory.
    private void Remember(DbSession db, Tweet tweet) => db.AfterCommit(reader, tweet, static (tweets, posted, _) => tweets.Remember(posted));

    private static Tweet NewTweet(
        long id,
        long authorId,
        Timestamp now,
        Visibility visibility,
        TweetDraft? draft,
        ParsedContent? parsed,
        ReferredTweet? parent,
        ReferredTweet? original,
        CachedPoll? poll,
        IReadOnlyList<Attachment>? media,
        Timestamp? expiresAt) =>
        new()
        {
            Id = id,
            Content = draft?.Content ?? "",
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
            Kind = KindOf(draft),
            Visibility = visibility,
            Sensitive = draft?.Sensitive ?? false,
            ContentWarning = draft?.ContentWarning,
            ReplyPolicy = ToPolicy(draft?.ReplyPolicy),
            QuotePolicy = ToPolicy(draft?.QuotePolicy),
            IsHiddenReply = false,
            QuotesCount = 0,
            Entities = parsed?.Entities,
            IsReposted = false,
            Reposted = null,
            Quoted = null,
            RetweetOfAuthorId = original?.AuthorId,
            StoredPoll = poll,
            Media = media,
            ExpiresAt = expiresAt,
        };

    private static TweetKind KindOf(TweetDraft? draft) => draft is null ? TweetKind.Repost : TweetKind.Post;

    private static AudiencePolicy ToPolicy(string? word) => Words.ToPolicy(word ?? Words.Everyone);

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
}

/// <param name="Id">The repost.</param>
/// <param name="IsNew">False when it was there already.</param>
internal sealed record RepostOutcome(long Id, bool IsNew);
