using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Linnet.Http.Input;

/// <summary>
/// Whole numbers, as lenient as Pydantic: a JSON <c>12.0</c>, <c>"12"</c> or <c>true</c> is one too. Numbers beyond
/// 64 bits break the bound that they exceed, if there is one, and are refused for their size if not.
/// </summary>
internal sealed class IntegerInput(long min, long max) : InputReader<long>
{
    private static readonly ValueError NotAnInteger = new("int_type", "Input should be a valid integer");

    private static readonly ValueError Unparsable =
        new("int_parsing", "Input should be a valid integer, unable to parse string as an integer");

    private static readonly ValueError Fractional =
        new("int_from_float", "Input should be a valid integer, got a number with a fractional part");

    private static readonly ValueError Infinite = new("finite_number", "Input should be a finite number");

    private static readonly ValueError TooBig =
        new("int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size");

    private enum Size
    {
        Fits,
        TooLow,
        TooHigh,
    }

    public override ValueError? Read(InputValue input, out long value)
    {
        var size = Size.Fits;
        value = 0;
        var error = input.Kind switch
        {
            JsonValueKind.True => Accept(1, out value),
            JsonValueKind.False => Accept(0, out value),
            JsonValueKind.Number => ReadNumber(input.Number(), out value, out size),
            JsonValueKind.String => ReadText(input.Text(), out value, out size),
            _ => NotAnInteger,
        };
        return error ?? ErrorInSize(value, size);
    }

    private static ValueError? Accept(long number, out long value)
    {
        value = number;
        return null;
    }

    private ValueError? ErrorInSize(long value, Size size)
    {
        if (min is not long.MinValue && (size is Size.TooLow || (size is Size.Fits && value < min)))
            return new("greater_than_equal", $"Input should be greater than or equal to {min}", new JsonObject { ["ge"] = min });
        if (max is not long.MaxValue && (size is Size.TooHigh || (size is Size.Fits && value > max)))
            return ValueError.GreaterThan(max);
        return size is Size.Fits ? null : TooBig;
    }

    private static ValueError? ReadNumber(string number, out long value, out Size size)
    {
        if (number.AsSpan().ContainsAny('.', 'e', 'E'))
            return ReadFloat(double.Parse(number, CultureInfo.InvariantCulture), out value, out size);
        ReadDigits(number, out value, out size);
        return null;
    }

    private static ValueError? ReadFloat(double number, out long value, out Size size)
    {
        (value, size) = (0, Size.Fits);
        if (!double.IsFinite(number))
            return Infinite;
        if (number != Math.Truncate(number))
            return Fractional;
        // 2^63 is the first double too high; -2^63 itself fits.
        if (number >= 9223372036854775808d)
            size = Size.TooHigh;
        else if (number < long.MinValue)
            size = Size.TooLow;
        else
            value = (long)number;
        return null;
    }

    /// <summary>Reads <c>12</c>, <c>+12</c>, <c> 12 </c>, <c>12.0</c> and <c>1_000</c>, which Python calls integers.</summary>
    private static ValueError? ReadText(string? text, out long value, out Size size)
    {
        (value, size) = (0, Size.Fits);
        var digits = text.AsSpan().Trim();
        if (digits.IndexOf('.') is var point and > 0 && digits[(point + 1)..].IndexOfAnyExcept('0') < 0)
            digits = digits[..point];
        var sign = digits is ['+' or '-', ..] ? digits[..1] : [];
        digits = digits[sign.Length..];
        if (digits.Contains('_'))
            digits = WithoutUnderscores(digits);
        if (digits.IsEmpty || digits.IndexOfAnyExceptInRange('0', '9') >= 0)
            return Unparsable;
        ReadDigits(sign is "-" ? $"-{digits}" : digits, out value, out size);
        return null;
    }

    /// <summary>Nothing unless each underscore stands alone between two digits.</summary>
    private static ReadOnlySpan<char> WithoutUnderscores(ReadOnlySpan<char> digits) =>
        digits is ['_', ..] or [.., '_'] || digits.IndexOf("__") >= 0 ? [] : digits.ToString().Replace("_", "");

    private static void ReadDigits(ReadOnlySpan<char> digits, out long value, out Size size)
    {
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
            size = Size.Fits;
        else
            size = digits is ['-', ..] ? Size.TooLow : Size.TooHigh;
    }
}

/// <summary>A whole number that is kept in 32 bits: its bounds must fit them.</summary>
internal sealed class SmallIntegerInput(long min, long max) : InputReader<int>
{
    private readonly IntegerInput _inner = new(Math.Max(min, int.MinValue), Math.Min(max, int.MaxValue));

    public override ValueError? Read(InputValue input, out int value)
    {
        var error = _inner.Read(input, out var read);
        value = error is null ? (int)read : 0;
        return error;
    }
}
