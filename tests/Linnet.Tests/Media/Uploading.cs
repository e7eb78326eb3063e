using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using NetVips;
using Xunit;

namespace Linnet.Tests.Media;

/// <summary>What tests of pictures do.</summary>
internal static class Uploading
{
    public static async Task<HttpResponseMessage> TryUploadAsync(
        this Person person, byte[] file, string name = "a.jpg", string type = "image/jpeg", string? description = null, string? focus = null, string path = "/media")
    {
        using var form = new MultipartFormDataContent();
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        form.Add(content, "file", name);
        if (description is not null)
            form.Add(new StringContent(description), "description");
        if (focus is not null)
            form.Add(new StringContent(focus), "focus");
        using var request = new HttpRequestMessage(path is "/media" ? HttpMethod.Post : HttpMethod.Put, path) { Content = form };
        return await person.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A form with these texts; one that is named <c>file</c> is a picture.</summary>
    public static MultipartFormDataContent FormOf(JsonObject example)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in example)
        {
            if (name is "file")
                form.Add(new ByteArrayContent(TestPicture.Jpeg()), name, "a.jpg");
            else
                form.Add(new StringContent($"{value}"), name);
        }
        return form;
    }

    /// <returns>The picture.</returns>
    public static async Task<JsonNode> UploadAsync(this Person person, byte[] file)
    {
        var answer = await person.TryUploadAsync(file);
        Assert.True(answer.StatusCode is HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await answer.ReadJsonAsync();
    }

    /// <returns>The picture's id.</returns>
    public static async Task<long> UploadAsync(this Person person) => (long)(await person.UploadAsync(TestPicture.Jpeg()))["id"]!;

    /// <summary>The word for what is wrong with an input.</summary>
    public static async Task<string> ReadErrorAsync(this HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return (string)(await answer.ReadJsonAsync())["detail"]![0]!["type"]!;
    }

    public static async Task<byte[]> DownloadAsync(this Person person, JsonNode? url)
    {
        var answer = await person.GetAsync((string)url!);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Decodes what the server made.</summary>
    public static Image Decode(byte[] file) =>
        file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? Image.JpegloadBuffer(file) : Image.WebploadBuffer(file, n: -1);
}
