using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Media.Files;
using Linnet.Media.Processing;
using Microsoft.Extensions.Options;

namespace Linnet.Media.Uploads;

/// <summary>Receives an upload and processes it, within an account's share.</summary>
internal sealed class UploadReceiver(MediaService media, MediaStore store, RateLimiter limiter, IOptions<MediaOptions> options)
{
    // Numbers of limits are never used twice: RateLimiter.
    private readonly RateLimit _perDay = new(30, options.Value.PerDay, 24 * 3600 * 1000);

    /// <param name="http">The request, whose body was not read.</param>
    /// <param name="accountId">Who uploads.</param>
    /// <param name="shape">What to make of the picture.</param>
    /// <exception cref="OutageException">There is no room for the file, or too many are being processed.</exception>
    public async Task<ReceivedPicture> ReceiveAsync(HttpContext http, long accountId, PictureShape shape)
    {
        if (!Vips.TryLoad())
            return new(MediaErrors.Unavailable);
        if (limiter.Enabled && RefuseTooMany(http, accountId) is { } tooMany)
            return new(tooMany);
        await using var upload = await MediaUpload.ReadAsync(http, options.Value, store);
        List<ValidationError>? errors = null;
        // A profile's picture has no texts: these parts of its form are ignored, as all unknown ones.
        var texts = shape.IsCut
            ? new AttachmentTexts()
            : InputModel<AttachmentTexts>.FromTexts(InputSource.Body, upload, static (form, name) => form.Text(name), out errors);
        if (upload.File is not { } file)
            (errors ??= []).Add(ValueError.Missing.At(InputSource.Body, "file", null));
        else if (errors is null)
            return await ProcessAsync(accountId, file, upload.Head, shape, texts!, http.RequestAborted);
        return new(new ValidationErrorResult(ValidationErrors.Of(errors)));
    }

    private async Task<ReceivedPicture> ProcessAsync(
        long accountId, string file, byte[] head, PictureShape shape, AttachmentTexts texts, CancellationToken cancellation) =>
        (await media.ProcessAsync(accountId, file, head, shape, cancellation)).Succeeded(out var picture, out var error)
            ? new(picture, texts)
            : new(error.ToFormResult());

    private Error? RefuseTooMany(HttpContext http, long accountId)
    {
        var result = limiter.TakeForAccount(_perDay, accountId);
        if (result.IsAllowed)
            return null;
        limiter.WriteHeaders(http.Response, result);
        return RateLimitErrors.TooManyRequests;
    }
}

/// <summary>A processed picture with its texts, or why there is none.</summary>
internal readonly record struct ReceivedPicture
{
    public ReceivedPicture(ProcessedPicture picture, AttachmentTexts texts) => (Picture, Texts) = (picture, texts);

    public ReceivedPicture(Error error) => Error = error;

    public ReceivedPicture(ValidationErrorResult invalid) => Invalid = invalid;

    public ProcessedPicture? Picture { get; }

    public AttachmentTexts? Texts { get; }

    public Error? Error { get; }

    public ValidationErrorResult? Invalid { get; }
}
