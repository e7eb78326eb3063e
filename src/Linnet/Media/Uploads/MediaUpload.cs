using Linnet.Common;
using Linnet.Media.Files;
using Linnet.Media.Processing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Linnet.Media.Uploads;

/// <summary>A multipart form with a file, which goes to a temporary file as it arrives: memory stays small however many upload.</summary>
internal sealed class MediaUpload : IAsyncDisposable
{
    private const int TextBytes = 16 * 1024;

    // The boundaries and the texts, beside the file.
    private const int FormBytes = 64 * 1024;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private string? _path;

    private MediaUpload()
    {
    }

    /// <summary>The file; null when the form had none.</summary>
    public string? File => _path;

    /// <summary>The first bytes of the file.</summary>
    public byte[] Head { get; private set; } = [];

    /// <summary>A text of the form; null when it is absent or empty.</summary>
    public string? Text(string name) => _texts.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    /// <exception cref="BadHttpRequestException">The form is none (400), or the file is too large (413).</exception>
    /// <exception cref="OutageException">There is no room for the file.</exception>
    public static async Task<MediaUpload> ReadAsync(HttpContext http, MediaOptions options, MediaStore store)
    {
        // For this endpoint alone; of all others the bound stays small.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound)
            bound.MaxRequestBodySize = options.MaxBytes + FormBytes;
        var upload = new MediaUpload();
        try
        {
            await upload.ReadPartsAsync(http, options.MaxBytes, store.IncomingFolder);
            return upload;
        }
        // The end of a connection is an exception of the same kind.
        catch (Exception error) when (error is InvalidDataException or FormException && !http.RequestAborted.IsCancellationRequested)
        {
            await upload.DisposeAsync();
            throw new BadHttpRequestException("There was an error parsing the form", error);
        }
        catch
        {
            await upload.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_path is not null)
            FolderStore.DeleteQuietly(_path);
        return ValueTask.CompletedTask;
    }

    private async Task ReadPartsAsync(HttpContext http, long most, string folder)
    {
        // A body of another type is a form without parts, as everywhere.
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 70 } boundary)
            return;
        var reader = new MultipartReader(boundary, http.Request.Body);
        while (await ReadNextAsync(reader, http.RequestAborted) is { } part)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition))
                continue;
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
            if (name is "file" && _path is null)
                await KeepAsync(part.Body, most, folder, http.RequestAborted);
            else if (name is not "file")
                _texts[name] = await ReadTextAsync(part.Body, http.RequestAborted);
        }
    }

    private async Task KeepAsync(Stream body, long most, string folder, CancellationToken cancellation)
    {
        try
        {
            FolderStore.CreateFolder(folder);
            _path = Path.Combine(folder, $"upload-{Guid.NewGuid():n}");
            await using var file = new FileStream(_path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            var buffer = new byte[64 * 1024];
            var total = 0L;
            while (await ReadBodyAsync(body, buffer, cancellation) is > 0 and var read)
            {
                total += read;
                if (total > most)
                    throw new BadHttpRequestException("The file is too large", StatusCodes.Status413PayloadTooLarge);
                if (Head.Length < PictureFormats.HeadLength)
                    Head = [.. Head, .. buffer.AsSpan(0, Math.Min(read, PictureFormats.HeadLength - Head.Length))];
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        // A client's error is one of the types excluded here; any other I/O error is the disk's.
        catch (Exception error) when (error is UnauthorizedAccessException or (IOException and not BadHttpRequestException) && error is not FormException)
        {
            throw FolderStore.AsOutage(error);
        }
    }

    private static async Task<MultipartSection?> ReadNextAsync(MultipartReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellation);
        }
        catch (Exception error) when (error is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new FormException(error);
        }
    }

    private static async Task<int> ReadBodyAsync(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellation);
        }
        catch (Exception error) when (error is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new FormException(error);
        }
    }

    private static async Task<string> ReadTextAsync(Stream body, CancellationToken cancellation)
    {
        using var reader = new StreamReader(body);
        var buffer = new char[TextBytes];
        var length = await reader.ReadBlockAsync(buffer, cancellation);
        if (length == buffer.Length)
            throw new BadHttpRequestException("A text of the form is too long", StatusCodes.Status413PayloadTooLarge);
        return new string(buffer, 0, length);
    }

    /// <summary>The form ended too early, or is none.</summary>
    private sealed class FormException(Exception cause) : IOException(cause.Message, cause);
}
