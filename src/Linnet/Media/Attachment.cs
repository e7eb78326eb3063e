using System.Text.Json.Serialization;
using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Media.Uploads;

namespace Linnet.Media;

/// <summary>A picture of a tweet, or one that is to be attached to a tweet.</summary>
internal sealed record Attachment
{
    public required long Id { get; init; }

    /// <summary><c>image</c>, or <c>gif</c> for an animation. Expect further words.</summary>
    public required string Type { get; init; }

    /// <summary>The picture: JPEG or WebP, at most 4,096 pixels wide and high. Relative to the server, unless it has an origin for files.</summary>
    public required string Url { get; init; }

    /// <summary>A still WebP of at most 640 pixels.</summary>
    public required string PreviewUrl { get; init; }

    /// <summary>Of <c>url</c>, in pixels.</summary>
    public required long Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public required long Height { get; init; }

    /// <summary>A text of some 30 characters that clients can draw as a blurred picture until the file is there: https://blurha.sh.</summary>
    public required string Blurhash { get; init; }

    /// <summary>For those who do not see the picture; null for none.</summary>
    public required string? Description { get; init; }

    /// <summary>The point that a cut shall keep: <c>x,y</c>, from <c>-1,-1</c> at the left bottom to <c>1,1</c>; null for none.</summary>
    public required string? Focus { get; init; }

    public required Timestamp CreatedAt { get; init; }
}

/// <summary>What kinds of rows there are.</summary>
/// <remarks>Stored: each value keeps its number.</remarks>
internal enum MediaKind
{
    Image = 0,
    Gif = 1,
    Avatar = 2,
    Header = 3,
}

/// <summary>The texts that go with an upload.</summary>
internal sealed record AttachmentTexts
{
    /// <inheritdoc cref="Attachment.Description"/>
    [Text(MediaLimits.Description)]
    public string? Description { get; init; }

    /// <inheritdoc cref="Attachment.Focus"/>
    [Focus]
    public string? Focus { get; init; }
}

/// <summary>Changes to a picture's texts. Absent members stay unchanged.</summary>
internal sealed record AttachmentEdit
{
    /// <summary>Null clears it.</summary>
    [Text(MediaLimits.Description)]
    public Optional<string?> Description { get; init; }

    /// <summary>Null clears it.</summary>
    [Focus]
    public Optional<string?> Focus { get; init; }
}

/// <summary>What a client may upload.</summary>
/// <param name="IsAvailable">False when this server cannot process pictures.</param>
/// <param name="Types">By content; a file's name and declared type do not count.</param>
/// <param name="MaxBytes">Of one file.</param>
/// <param name="MaxMegapixels">Width × height × frames, in millions.</param>
/// <param name="MaxFrames">Of an animation.</param>
/// <param name="PerTweet">How many pictures a tweet may have.</param>
/// <param name="DescriptionLength">In Unicode code points.</param>
internal sealed record UploadLimits(
    bool IsAvailable, IReadOnlyList<string> Types, long MaxBytes, long MaxMegapixels, long MaxFrames, long PerTweet, long DescriptionLength);

internal static class MediaLimits
{
    public const int PerTweet = 4;

    /// <summary>In Unicode code points.</summary>
    public const int Description = 1500;
}

/// <summary>The text is a point of a picture.</summary>
internal sealed class FocusAttribute : TextRuleAttribute
{
    public override string? ErrorIn(string text) =>
        text.Length <= 20 && text.Split(',') is [var x, var y] && IsSide(x) && IsSide(y) ? null : "Focus should be x,y, each from -1 to 1";

    private static bool IsSide(string text) =>
        double.TryParse(text, System.Globalization.NumberStyles.AllowDecimalPoint | System.Globalization.NumberStyles.AllowLeadingSign, null, out var side)
        && side is >= -1 and <= 1;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Attachment))]
[JsonSerializable(typeof(AttachmentEdit))]
[JsonSerializable(typeof(UploadLimits))]
// Read from a form, but the OpenAPI document is made from what the serializer knows.
[JsonSerializable(typeof(AttachmentForm))]
[JsonSerializable(typeof(PictureForm))]
internal sealed partial class MediaJson : JsonSerializerContext;
