using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Linnet.Http.Input;

/// <summary>Reads the fields of a form.</summary>
internal static class FormFields
{
    /// <summary>None when the body is of a type that is no form.</summary>
    /// <exception cref="BadHttpRequestException">A multipart body that is none.</exception>
    public static async ValueTask<IFormCollection> ReadAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
            return FormCollection.Empty;
        return request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? await ReadMultipartAsync(request)
            : await ReadUrlEncodedAsync(request);
    }

    // Not ReadFormAsync: it throws at %00, which must be reported as an error of its field.
    private static async ValueTask<IFormCollection> ReadUrlEncodedAsync(HttpRequest request)
    {
        var body = await request.BodyReader.ReadToEndAsync(request.HttpContext.RequestAborted);
        var text = Encoding.UTF8.GetString(body);
        request.BodyReader.AdvanceTo(body.End);
        return new FormCollection(QueryHelpers.ParseQuery(text));
    }

    private static async ValueTask<IFormCollection> ReadMultipartAsync(HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (Exception error) when (error is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("There was an error parsing the form", error);
        }
    }
}
