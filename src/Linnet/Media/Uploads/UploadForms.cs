using Linnet.Http.Input;

namespace Linnet.Media.Uploads;

/// <summary>The form of <c>POST /media</c>, for the OpenAPI document: <see cref="MediaUpload"/> reads it.</summary>
internal sealed record AttachmentForm
{
    /// <summary>A JPEG, PNG, WebP, GIF or AVIF picture.</summary>
    [Binary]
    public required string File { get; init; }

    /// <inheritdoc cref="Attachment.Description"/>
    [Text(MediaLimits.Description)]
    public string? Description { get; init; }

    /// <inheritdoc cref="Attachment.Focus"/>
    [Focus]
    public string? Focus { get; init; }
}

/// <summary>The form of a picture of a profile.</summary>
internal sealed record PictureForm
{
    /// <inheritdoc cref="AttachmentForm.File"/>
    [Binary]
    public required string File { get; init; }
}

internal static class UploadForms
{
    /// <summary>Documents the form that the endpoint reads by itself.</summary>
    public static RouteHandlerBuilder ReadsForm<T>(this RouteHandlerBuilder endpoint)
        where T : class =>
        endpoint.WithMetadata(new BodyMetadata(typeof(T), "multipart/form-data", isOptional: false));
}
