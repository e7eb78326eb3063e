using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Media.Processing;
using Linnet.Media.Uploads;
using Linnet.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Linnet.Media;

/// <summary>The caller's pictures, before and after a tweet has them.</summary>
internal static class MediaEndpoints
{
    /// <summary>Why an upload fails, but for what is wrong with the file.</summary>
    public static readonly Error[] UploadErrors = [MediaErrors.Busy, MediaErrors.Unavailable, MediaErrors.StoreDown, StorageErrors.Full];

    public static void Map(RouteGroupBuilder media)
    {
        media.MapPost("", Upload).WithName("uploadMedia").ReadsForm<AttachmentForm>().ProducesErrors(UploadErrors);
        media.MapGet("/limits", GetLimits).WithName("getMediaLimits");
        media.MapGet("/{media_id}", Get).WithName("getMedia").ProducesErrors(MediaErrors.NotFound);
        media.MapPut("/{media_id}", Edit).WithName("updateMedia").ProducesErrors(MediaErrors.NotFound);
        media.MapDelete("/{media_id}", Delete).WithName("deleteMedia").ProducesErrors(MediaErrors.NotFound, MediaErrors.Attached);
    }

    /// <summary>Upload a picture</summary>
    /// <remarks>
    /// For <c>media_ids</c> of a tweet. The content decides what it is, not its name or declared type. It is turned upright, converted to sRGB,
    /// freed of all metadata and encoded again. An upload that no tweet, draft or scheduled tweet uses within 24 hours is removed, unless the
    /// server is set otherwise. What is wrong with the file is a 422 whose <c>type</c> is <c>media_type</c>, <c>media_damaged</c>,
    /// <c>media_too_many_pixels</c>, <c>media_too_many_frames</c> or <c>media_too_slow</c>; one that is too large is a 413.
    /// </remarks>
    internal static async Task<Results<Created<Attachment>, ErrorResult, ValidationErrorResult>> Upload(
        Caller caller, UploadReceiver uploads, MediaService media, MediaUrls urls, HttpContext http, CancellationToken cancellation)
    {
        var received = await uploads.ReceiveAsync(http, caller.AccountId, PictureShape.Attachment);
        if (received.Invalid is { } invalid)
            return invalid;
        if (received.Error is { } refused)
            return refused.ToResult();
        var picture = received.Picture!;
        var kind = picture.IsAnimated ? MediaKind.Gif : MediaKind.Image;
        return (await media.AddAsync(caller.AccountId, kind, picture, received.Texts!, publish: null, cancellation)).Succeeded(out var row, out var error)
            ? TypedResults.Created($"/media/{row.Id}", row.ToAttachment(urls))
            : error.ToResult();
    }

    /// <summary>Get the limits of uploads</summary>
    internal static Ok<UploadLimits> GetLimits(IOptions<MediaOptions> options) => TypedResults.Ok(new UploadLimits(
        !Vips.IsMissing,
        PictureFormats.MediaTypes,
        options.Value.MaxBytes,
        options.Value.MaxMegapixels,
        options.Value.MaxFrames,
        MediaLimits.PerTweet,
        MediaLimits.Description));

    /// <summary>Get one's own picture</summary>
    /// <param name="mediaId">The picture's id.</param>
    internal static async Task<Results<Ok<Attachment>, ErrorResult>> Get(
        PathId mediaId, Caller caller, MediaService media, MediaUrls urls, CancellationToken cancellation) =>
        (await media.FindAsync(caller.AccountId, mediaId.Value, cancellation)).Show(urls);

    /// <summary>Change the texts of one's own picture</summary>
    /// <remarks>Also of one that a tweet has. Absent members stay unchanged.</remarks>
    internal static async Task<Results<Ok<Attachment>, ErrorResult>> Edit(
        PathId mediaId, Body<AttachmentEdit> edit, Caller caller, MediaService media, MediaUrls urls, CancellationToken cancellation) =>
        (await media.EditAsync(caller.AccountId, mediaId.Value, edit.Value, cancellation)).Show(urls);

    /// <summary>Delete one's own picture</summary>
    /// <remarks>One that no tweet has, and no scheduled tweet. To take it off a tweet: <c>PUT /tweets/{tweet_id}</c>.</remarks>
    internal static async Task<Results<NoContent, ErrorResult>> Delete(
        PathId mediaId, Caller caller, MediaService media, CancellationToken cancellation) =>
        (await media.DeleteAsync(caller.AccountId, mediaId.Value, cancellation)).Error is { } error
            ? error.ToResult()
            : TypedResults.NoContent();

    private static Results<Ok<Attachment>, ErrorResult> Show(this Result<MediaRow> outcome, MediaUrls urls) =>
        outcome.Succeeded(out var row, out var error) ? TypedResults.Ok(row.ToAttachment(urls)) : error.ToResult();
}
