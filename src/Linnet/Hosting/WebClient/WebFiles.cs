using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.StaticFiles;

namespace Linnet.Hosting.WebClient;

/// <summary>The embedded web client, if <c>WebClient.targets</c> built one into this program.</summary>
internal sealed class WebFiles
{
    private const string Root = "WebClient/";
    private const string BrotliSuffix = ".br";

    private readonly FrozenDictionary<string, WebFile> _files;

    private WebFiles(FrozenDictionary<string, WebFile> files) => _files = files;

    public static WebFiles Embedded { get; } = new(Find().ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>The single page that draws every screen. Null in a program built without the client.</summary>
    public WebFile? Page => Find("index.html");

    /// <param name="path">The path within the client: <c>assets/index-….js</c>.</param>
    public WebFile? Find(string path) => _files.GetValueOrDefault(path);

    private static Dictionary<string, WebFile> Find()
    {
        var types = new FileExtensionContentTypeProvider();
        var names = Assembly.GetExecutingAssembly().GetManifestResourceNames().ToHashSet(StringComparer.Ordinal);
        return names
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal) && !name.EndsWith(BrotliSuffix, StringComparison.Ordinal))
            .ToDictionary(name => name[Root.Length..], name => new WebFile(name, TypeOf(name), names.Contains(name + BrotliSuffix)));

        string TypeOf(string name) => types.TryGetContentType(name, out var type)
            ? type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type
            : "application/octet-stream";
    }
}
