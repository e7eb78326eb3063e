namespace Linnet.Common.Settings;

/// <summary>A setting that lists origins (RFC 6454): <c>https://app.example.org</c>, separated by semicolons.</summary>
internal static class Origins
{
    public static IReadOnlySet<string> Parse(string setting) =>
        setting.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <returns>A sentence for each that is no origin.</returns>
    public static IEnumerable<string> ErrorsIn(IEnumerable<string> origins) =>
        from origin in origins
        where !Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origin
        select $"'{origin}' is not an origin; write https://host or https://host:port.";
}
