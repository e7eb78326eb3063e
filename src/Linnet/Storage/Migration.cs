using System.Globalization;
using System.Text;

namespace Linnet.Storage;

/// <summary>A numbered SQL file of this program: <c>Migrations/{engine}/0001_name.{hash}.sql</c>, its hash put there by the build.</summary>
/// <param name="Sha256">Of the file. Recorded when it is applied; an applied file may not change.</param>
internal sealed record Migration(int Version, string Name, string Sql, string Sha256)
{
    /// <summary>All migrations of an engine in order. The numbers run from 1 without a gap.</summary>
    public static IReadOnlyList<Migration> Embedded(DatabaseEngine engine)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"Migrations/{engine}/";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly.GetManifestResourceStream(name)!, name[prefix.Length..]))];
    }

    private static Migration Read(Stream resource, string fileName)
    {
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return fileName.Split('.') is [var name, var hash, _]
            ? new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd(), hash.ToLowerInvariant())
            : throw new InvalidOperationException($"{fileName} is not called as the build calls migrations");
    }
}
