using Linnet.Common;
using Linnet.Http.Input;

namespace Linnet.Media;

internal static class MediaErrors
{
    /// <summary>Also of another account's.</summary>
    public static readonly Error NotFound = new(ErrorKind.NotFound, "media_not_found", "Picture not found");

    public static readonly Error FileNotFound = new(ErrorKind.NotFound, "file_not_found", "File not found");

    public static readonly Error Attached = new(ErrorKind.Refused, "media_attached", "A tweet has this picture");

    public static readonly Error Busy = new(ErrorKind.Unavailable, "media_busy", "Too many pictures are being processed, try again");

    /// <summary>libvips does not load on this machine.</summary>
    public static readonly Error Unavailable = new(ErrorKind.Unavailable, "media_unavailable", "This server cannot process pictures");

    public static readonly Error StoreDown = new(ErrorKind.Unavailable, "media_storage_unavailable", "The storage of pictures is unavailable, try again");

    /// <summary>Answered as errors of the file.</summary>
    public static readonly Error Type = new(ErrorKind.Refused, "media_type", "The file should be a JPEG, PNG, WebP, GIF or AVIF picture");

    /// <inheritdoc cref="Type"/>
    public static readonly Error Damaged = new(ErrorKind.Refused, "media_damaged", "The picture is damaged");

    /// <inheritdoc cref="Type"/>
    public static readonly Error TooSlow = new(ErrorKind.Refused, "media_too_slow", "The picture takes too long to process");

    /// <inheritdoc cref="Type"/>
    public static Error TooManyPixels(int megapixels) =>
        new(ErrorKind.Refused, "media_too_many_pixels", $"The picture should have at most {megapixels} megapixels, and take little memory to decode");

    /// <inheritdoc cref="Type"/>
    public static Error TooManyFrames(int frames) => new(ErrorKind.Refused, "media_too_many_frames", $"The animation should have at most {frames} frames");

    /// <summary>A 422 that is about a part of the form.</summary>
    public static ValidationErrorResult ToFormResult(this Error error, string part = "file") =>
        new(ValidationErrors.Of(new ValueError(error.Code, error.Detail).At(InputSource.Body, part, null)));
}
