using System.Globalization;

namespace Linnet.Http.Input;

/// <summary>Ids separated by commas, and how many at most.</summary>
internal sealed class IdListAttribute(int most) : TextRuleAttribute
{
    public int Most { get; } = most;

    /// <returns>Each id once. One beyond 64 bits is left out: nothing has it.</returns>
    public static long[] Read(string text) => [.. text.Split(',').Select(ReadOne).OfType<long>().Distinct()];

    public override string? ErrorIn(string text)
    {
        var ids = text.Split(',');
        if (ids.Any(id => id.Length is 0 || !id.All(char.IsAsciiDigit)))
            return "Ids should be whole numbers separated by commas";
        return ids.Length > Most ? $"List should have at most {Most} ids" : null;
    }

    private static long? ReadOne(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
