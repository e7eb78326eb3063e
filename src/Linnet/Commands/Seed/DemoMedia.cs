using System.Security.Cryptography;
using Linnet.Media;
using Linnet.Media.Files;
using Linnet.Media.Processing;
using Linnet.Tweets;

namespace Linnet.Commands.Seed;

/// <summary>The pictures of a demo data set: one in five posts has one, every second user an avatar. Few are distinct, so that it is cheap.</summary>
internal sealed class DemoMedia(DemoSize size)
{
    private const double Share = 0.2;
    private const double AvatarShare = 0.5;
    private const int Landscapes = 6;
    private const int Faces = 8;

    public static readonly string[] BlobColumns = ["id", "sha256", "size"];

    public static readonly string[] Columns =
        ["user_id", "kind", "key", "tweet_id", "is_ready", "large_id", "preview_id", "type", "width", "height", "blurhash", "description", "created_at"];

    private readonly Random _random = size.RandomFor(DemoPart.Media);
    private readonly List<ProcessedPicture> _landscapes = [];
    private readonly List<ProcessedPicture> _faces = [];
    private readonly List<object?[]> _blobs = [];
    private readonly List<object?[]> _rows = [];

    /// <summary>The files' rows.</summary>
    public IReadOnlyList<object?[]> Blobs => _blobs;

    /// <summary>The pictures' rows; filled while tweets and users are given theirs.</summary>
    public IReadOnlyList<object?[]> Rows => _rows;

    /// <summary>Draws the pictures and stores their files. Where pictures cannot be processed there are none.</summary>
    public async Task StoreAsync(MediaStore store, CancellationToken cancellation)
    {
        if (!Vips.TryLoad())
            return;
        var random = size.RandomFor(DemoPart.Media);
        for (var drawn = 0; drawn < Landscapes; drawn++)
            _landscapes.Add(DemoPictures.Landscape(random));
        for (var drawn = 0; drawn < Faces; drawn++)
            _faces.Add(DemoPictures.Face(random));
        foreach (var file in _landscapes.Concat(_faces).SelectMany(picture => (byte[][])[picture.Large, picture.Preview]))
        {
            var (id, sha256) = (_blobs.Count + 1L, Convert.ToHexStringLower(SHA256.HashData(file)));
            _blobs.Add([id, sha256, (long)file.Length]);
            await store.PutAsync(BlobName.Of(sha256, id), file, cancellation);
        }
    }

    /// <returns>Whether the tweet has a picture.</returns>
    public bool Attach(DemoTweet tweet)
    {
        if (tweet.Kind is TweetKind.Repost || _landscapes.Count is 0 || _random.NextDouble() >= Share)
            return false;
        Add(tweet.AuthorId, MediaKind.Image, tweet.Id, _random.Next(_landscapes.Count), tweet.CreatedAt.Microseconds);
        return true;
    }

    /// <returns>The name of the user's avatar; null for none.</returns>
    public string? AvatarOf(DemoPerson person) =>
        _faces.Count is 0 || _random.NextDouble() >= AvatarShare
            ? null
            : $"{Add(person.Id, MediaKind.Avatar, tweetId: null, Landscapes + _random.Next(_faces.Count), person.CreatedAt.Microseconds)}.webp";

    /// <returns>The key.</returns>
    private string Add(long userId, MediaKind kind, long? tweetId, int index, long createdAt)
    {
        var picture = index < Landscapes ? _landscapes[index] : _faces[index - Landscapes];
        var key = new byte[16];
        _random.NextBytes(key);
        var text = Convert.ToHexStringLower(key);
        _rows.Add([
            userId, (long)kind, text, tweetId, true, (index * 2) + 1L, (index * 2) + 2L, picture.Type, (long)picture.Width, (long)picture.Height,
            picture.Blurhash, kind is MediaKind.Image ? "Hills under the sun" : null, createdAt,
        ]);
        return text;
    }
}
