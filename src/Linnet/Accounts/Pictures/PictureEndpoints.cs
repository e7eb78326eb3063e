using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Media;
using Linnet.Media.Processing;
using Linnet.Media.Uploads;
using Linnet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Accounts.Pictures;

/// <summary>The pictures of the caller's profile.</summary>
internal static class PictureEndpoints
{
    public static void Map(RouteGroupBuilder users)
    {
        users.MapPut("/me/avatar", SetAvatar).WithName("setAvatar").ReadsForm<PictureForm>().ProducesErrors(MediaEndpoints.UploadErrors);
        users.MapDelete("/me/avatar", RemoveAvatar).WithName("removeAvatar");
        users.MapPut("/me/header", SetHeader).WithName("setHeader").ReadsForm<PictureForm>().ProducesErrors(MediaEndpoints.UploadErrors);
        users.MapDelete("/me/header", RemoveHeader).WithName("removeHeader");
    }

    /// <summary>Set one's avatar</summary>
    /// <remarks>The middle of the picture, 400 × 400 pixels. The errors of the file are those of <c>POST /media</c>.</remarks>
    internal static Task<Results<Ok<Account>, ErrorResult, ValidationErrorResult>> SetAvatar(
        Caller caller, UploadReceiver uploads, ProfilePictures pictures, MediaUrls urls, HttpContext http, CancellationToken cancellation) =>
        SetAsync(MediaKind.Avatar, PictureShape.Avatar, caller, uploads, pictures, urls, http, cancellation);

    /// <summary>Remove one's avatar</summary>
    /// <remarks>Repeating it changes nothing.</remarks>
    internal static Task<Results<Ok<Account>, ErrorResult>> RemoveAvatar(
        Caller caller, ProfilePictures pictures, MediaUrls urls, CancellationToken cancellation) =>
        RemoveAsync(MediaKind.Avatar, caller, pictures, urls, cancellation);

    /// <summary>Set the picture across one's profile</summary>
    /// <remarks>The middle of the picture, 1500 × 500 pixels. The errors of the file are those of <c>POST /media</c>.</remarks>
    internal static Task<Results<Ok<Account>, ErrorResult, ValidationErrorResult>> SetHeader(
        Caller caller, UploadReceiver uploads, ProfilePictures pictures, MediaUrls urls, HttpContext http, CancellationToken cancellation) =>
        SetAsync(MediaKind.Header, PictureShape.Header, caller, uploads, pictures, urls, http, cancellation);

    /// <summary>Remove the picture across one's profile</summary>
    /// <remarks>Repeating it changes nothing.</remarks>
    internal static Task<Results<Ok<Account>, ErrorResult>> RemoveHeader(
        Caller caller, ProfilePictures pictures, MediaUrls urls, CancellationToken cancellation) =>
        RemoveAsync(MediaKind.Header, caller, pictures, urls, cancellation);

    private static async Task<Results<Ok<Account>, ErrorResult, ValidationErrorResult>> SetAsync(
        MediaKind kind,
        PictureShape shape,
        Caller caller,
        UploadReceiver uploads,
        ProfilePictures pictures,
        MediaUrls urls,
        HttpContext http,
        CancellationToken cancellation)
    {
        var received = await uploads.ReceiveAsync(http, caller.AccountId, shape);
        if (received.Invalid is { } invalid)
            return invalid;
        if (received.Error is { } refused)
            return refused.ToResult();
        return (await pictures.SetAsync(caller.AccountId, kind, received.Picture!, cancellation)).Succeeded(out var account, out var error)
            ? TypedResults.Ok(urls.Complete(account))
            : error.ToResult();
    }

    private static async Task<Results<Ok<Account>, ErrorResult>> RemoveAsync(
        MediaKind kind, Caller caller, ProfilePictures pictures, MediaUrls urls, CancellationToken cancellation) =>
        (await pictures.RemoveAsync(caller.AccountId, kind, cancellation)).Succeeded(out var account, out var error)
            ? TypedResults.Ok(urls.Complete(account))
            : error.ToResult();
}
