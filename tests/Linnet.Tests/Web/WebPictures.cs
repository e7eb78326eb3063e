using Linnet.Tests.Fixtures;
using Linnet.Tests.Media;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>What tests of pictures in the browser do.</summary>
internal static class WebPictures
{
    public static FilePayload Jpeg(string name = "a.jpg", int width = 200, int height = 120) =>
        new() { Name = name, MimeType = "image/jpeg", Buffer = TestPicture.Jpeg(width, height) };

    public static FilePayload Png(string name = "b.png", int width = 120, int height = 200) =>
        new() { Name = name, MimeType = "image/png", Buffer = TestPicture.Png(width, height) };

    /// <summary>The list of pictures in a composer.</summary>
    public static ILocator Editors(this ILocator composer) => composer.GetByRole(AriaRole.List, new() { Name = "Pictures of the tweet" }).GetByRole(AriaRole.Listitem);

    /// <summary>Chooses files and waits for their uploads.</summary>
    public static async Task AddPicturesAsync(this ILocator composer, params FilePayload[] files)
    {
        var before = await composer.Editors().CountAsync();
        await composer.Locator("input[type=file]").First.SetInputFilesAsync(files);
        await Expect(composer.Editors()).ToHaveCountAsync(before + files.Length);
        await Expect(composer.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);
    }

    /// <returns>The tweet's id.</returns>
    public static async Task<long> TweetPicturesAsync(this Person person, string content, bool isSensitive, params (byte[] File, string? Description, string? Focus)[] pictures)
    {
        var ids = new List<long>();
        foreach (var (file, description, focus) in pictures)
            ids.Add((long)(await (await person.TryUploadAsync(file, description: description, focus: focus)).ReadJsonAsync())["id"]!);
        var answer = await person.PostAsync("/tweets/", new { content, media_ids = ids, sensitive = isSensitive });
        return (long)(await answer.ReadJsonAsync())["id"]!;
    }
}
