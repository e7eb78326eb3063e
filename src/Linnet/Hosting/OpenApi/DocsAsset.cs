using System.IO.Compression;
using System.Reflection;
using System.Text;
using Microsoft.Net.Http.Headers;
using Swashbuckle.AspNetCore.ReDoc;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Linnet.Hosting.OpenApi;

/// <summary>A file of the documentation pages, from an assembly; read on first request and cached compressed.</summary>
internal sealed class DocsAsset
{
    private const string Html = "text/html; charset=utf-8";
    private const string Script = "text/javascript; charset=utf-8";
    private const string Style = "text/css; charset=utf-8";

    private static readonly Assembly Own = typeof(DocsAsset).Assembly;

    // Properties, because fields would load both assemblies at start.
    private static Assembly SwaggerUi => typeof(SwaggerUIOptions).Assembly;

    private static Assembly ReDoc => typeof(ReDocOptions).Assembly;

    private readonly Lazy<byte[]> _gzip;
    private readonly Lazy<EntityTagHeaderValue> _tag;

    private DocsAsset(string path, string contentType, Func<byte[]> read)
    {
        Path = path;
        ContentType = contentType;
        _gzip = new(() => Compress(read()));
        _tag = new(() => EntityTags.Of(Gzip));
    }

    public static IReadOnlyList<DocsAsset> All { get; } =
    [
        new("/docs", Html, () => Read(Own, "Docs/docs.html")),
        new("/docs/docs.js", Script, () => Read(Own, "Docs/docs.js")),
        new("/docs/swagger-ui.css", Style, () => Read(SwaggerUi, ".swagger-ui.css")),
        new("/docs/swagger-ui-bundle.js", Script, () => Read(SwaggerUi, ".swagger-ui-bundle.js")),
        new("/docs/favicon-32x32.png", "image/png", () => Read(SwaggerUi, ".favicon-32x32.png")),
        new("/redoc", Html, () => Read(Own, "Docs/redoc.html")),
        new("/redoc/redoc.js", Script, () => Read(Own, "Docs/redoc.js")),
        new("/redoc/redoc.css", Style, () => Read(Own, "Docs/redoc.css")),
        new("/redoc/redoc.standalone.js", Script, () => WithoutLogo(Read(ReDoc, ".redoc.standalone.js"))),
    ];

    public string Path { get; }

    public string ContentType { get; }

    public byte[] Gzip => _gzip.Value;

    /// <summary>The tag of the compressed form.</summary>
    public EntityTagHeaderValue Tag => _tag.Value;

    public Stream OpenPlain() => new GZipStream(new MemoryStream(Gzip), CompressionMode.Decompress);

    private static byte[] Read(Assembly assembly, string ending)
    {
        var name = assembly.GetManifestResourceNames().Single(name => name.EndsWith(ending, StringComparison.Ordinal));
        using var content = new MemoryStream();
        using (var resource = assembly.GetManifestResourceStream(name)!)
            resource.CopyTo(content);
        return IsGzip(content.GetBuffer()) ? Decompress(content) : content.ToArray();
    }

    /// <summary>ReDoc's script would fetch its vendor's logo from the vendor's host.</summary>
    private static byte[] WithoutLogo(byte[] script) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(script).Replace("https://cdn.redoc.ly/redoc/logo-mini.svg", "data:,"));

    private static bool IsGzip(ReadOnlySpan<byte> content) => content is [0x1F, 0x8B, ..];

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return compressed.ToArray();
    }

    private static byte[] Decompress(MemoryStream compressed)
    {
        compressed.Position = 0;
        using var content = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true))
            gzip.CopyTo(content);
        return content.ToArray();
    }
}
