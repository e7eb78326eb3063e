using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Linnet.Storage.Sqlite;

/// <summary>
/// Lists as one parameter, so that a statement is parsed and planned once, not once for each length of a list: a JSON array, of
/// which SQLite makes a table.
/// </summary>
internal static partial class SqliteLists
{
    private static readonly ConcurrentDictionary<string, string> Translations = [];

    /// <summary>The statement that reads its lists from JSON.</summary>
    public static string Translate(string sql) =>
        Translations.GetOrAdd(sql, static text => InList().Replace(text, "in (select value from json_each(@${name}))"));

    public static ReadOnlySpan<byte> ToJson(IEnumerable<long> values) => ToJson(values, static (json, value) => json.WriteNumberValue(value));

    public static ReadOnlySpan<byte> ToJson(IEnumerable<string> values) => ToJson(values, static (json, value) => json.WriteStringValue(value));

    private static ReadOnlySpan<byte> ToJson<T>(IEnumerable<T> values, Action<Utf8JsonWriter, T> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var value in values)
                write(json, value);
            json.WriteEndArray();
        }
        return bytes.WrittenSpan;
    }

    [GeneratedRegex(@"\bin @(?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex InList();
}
