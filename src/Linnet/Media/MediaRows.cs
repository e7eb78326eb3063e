using Linnet.Common;
using Linnet.Media.Processing;
using Linnet.Storage;

namespace Linnet.Media;

/// <summary>The rows of pictures and of their files.</summary>
internal static class MediaRows
{
    // lang=sql
    private const string Columns = "id, kind, key, type, width, height, blurhash, description, focus, tweet_id, created_at";

    // Locks the row, so that what removes unused files waits, or has removed it already.
    // lang=sql
    private const string AddBlob = """
        insert into blobs (sha256, size) values (@sha256, @size)
        on conflict (sha256) where doomed_at is null do update set size = excluded.size
        returning id
        """;

    // The account is selected, not assumed: it may have gone since its token was checked.
    // lang=sql
    private const string Insert = """
        insert into media (user_id, kind, key, large_id, preview_id, type, width, height, blurhash, description, focus, created_at)
        select id, @kind, @key, @large, @preview, @type, @width, @height, @blurhash, @description, @focus, @now
        from users where id = @accountId and deleted_at is null
        returning id
        """;

    // lang=sql
    private const string MakeReady = $"update media set is_ready = true where id = @id returning {Columns}";

    // lang=sql
    private const string SelectOwn = $"select {Columns} from media where id = @id and user_id = @accountId and is_ready and kind < 2";

    // lang=sql
    private const string SelectOfTweets = $"select {Columns} from media where tweet_id in @ids and is_ready order by tweet_id, position";

    // lang=sql
    private const string SelectFile = """
        select b.id, b.sha256, b.size, m.type
        from media m
        join blobs b on b.id = case when @isSmall then m.preview_id else m.large_id end
        join users u on u.id = m.user_id and u.deleted_at is null
        where m.key = @key and m.is_ready
        """;

    /// <returns>The file's id; one with the same bytes is used again.</returns>
    public static Task<long> AddBlobAsync(DbSession db, string sha256, long size) => db.QuerySingleAsync<long>(AddBlob, new { sha256, size });

    /// <returns>The picture's id; null when the account has gone.</returns>
    public static Task<long?> InsertAsync(DbSession db, long accountId, NewPicture picture, long large, long preview, Timestamp now) =>
        db.QuerySingleOrDefaultAsync<long?>(Insert, new
        {
            accountId,
            kind = (long)picture.Kind,
            key = picture.Key,
            large,
            preview,
            type = picture.Processed.Type,
            width = (long)picture.Processed.Width,
            height = (long)picture.Processed.Height,
            blurhash = picture.Processed.Blurhash,
            description = picture.Texts.Description,
            focus = picture.Texts.Focus,
            now,
        });

    /// <summary>Makes a picture visible, once its files are stored.</summary>
    /// <returns>Null when it has gone.</returns>
    public static Task<MediaRow?> MakeReadyAsync(DbSession db, long id) => db.QuerySingleOrDefaultAsync<MediaRow>(MakeReady, new { id });

    /// <returns>Null when the account has no such picture for tweets.</returns>
    public static Task<MediaRow?> FindAsync(DbSession db, long accountId, long id) =>
        db.QuerySingleOrDefaultAsync<MediaRow>(SelectOwn, new { accountId, id });

    /// <returns>The pictures of some tweets, each tweet's in their order.</returns>
    public static async Task<ILookup<long, Attachment>> ListAsync(DbSession db, IReadOnlyList<long> tweetIds, MediaUrls urls) =>
        (await db.QueryAsync<MediaRow>(SelectOfTweets, new { ids = tweetIds })).ToLookup(row => row.TweetId!.Value, row => row.ToAttachment(urls));

    /// <returns>Null when there is none, or its picture or account was deleted.</returns>
    public static Task<FileRow?> FindFileAsync(DbSession db, string key, bool isSmall) =>
        db.QuerySingleOrDefaultAsync<FileRow>(SelectFile, new { key, isSmall });
}

/// <summary>What is to be inserted.</summary>
internal sealed record NewPicture(MediaKind Kind, string Key, ProcessedPicture Processed, AttachmentTexts Texts);

internal sealed class MediaRow
{
    public long Id { get; init; }

    public MediaKind Kind { get; init; }

    public string Key { get; init; } = "";

    public string Type { get; init; } = "";

    public long Width { get; init; }

    public long Height { get; init; }

    public string Blurhash { get; init; } = "";

    public string? Description { get; init; }

    public string? Focus { get; init; }

    /// <summary>Null while no tweet has it.</summary>
    public long? TweetId { get; init; }

    public Timestamp CreatedAt { get; init; }

    public Attachment ToAttachment(MediaUrls urls) => new()
    {
        Id = Id,
        Type = Kind is MediaKind.Gif ? "gif" : "image",
        Url = urls.OfLarge(Key, Type),
        PreviewUrl = urls.OfPreview(Key),
        Width = Width,
        Height = Height,
        Blurhash = Blurhash,
        Description = Description,
        Focus = Focus,
        CreatedAt = CreatedAt,
    };
}

/// <summary>A stored file.</summary>
internal sealed class FileRow
{
    public long Id { get; init; }

    public string Sha256 { get; init; } = "";

    public long Size { get; init; }

    /// <summary>Of the large file; the small one is always WebP.</summary>
    public string Type { get; init; } = "";
}
