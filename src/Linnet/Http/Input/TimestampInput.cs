using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Linnet.Common;

namespace Linnet.Http.Input;

/// <summary>A moment as RFC 3339 writes it, with its offset from UTC: without one, it would be another moment in each time zone.</summary>
internal sealed partial class TimestampInput : InputReader<Timestamp>
{
    private const int MaxLength = 40;

    private static readonly ValueError NotADate = new("datetime_type", "Input should be a valid datetime");

    private static readonly ValueError Unparsable = new("datetime_from_date_parsing", "Input should be a valid datetime or date");

    private static readonly ValueError WithoutOffset = new("timezone_aware", "Input should have timezone info");

    public override ValueError? Read(InputValue input, out Timestamp value)
    {
        value = default;
        if (input.Kind is not JsonValueKind.String)
            return NotADate;
        if (input.Text() is not { Length: <= MaxLength } text || !Shape().IsMatch(text))
            return Unparsable;
        if (text[^1] is not ('Z' or 'z') && text[^6] is not ('+' or '-'))
            return WithoutOffset;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            return Unparsable;
        value = Timestamp.From(moment);
        return null;
    }

    [GeneratedRegex(
        @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
