using System.Text.Json;

namespace Linnet.Http.Input;

/// <summary>Yes or no, as lenient as Pydantic: 1 and 0, "yes", "off" and the like.</summary>
internal sealed class BooleanInput : InputReader<bool>
{
    private static readonly ValueError NotABoolean = new("bool_type", "Input should be a valid boolean");

    private static readonly ValueError Unparsable =
        new("bool_parsing", "Input should be a valid boolean, unable to interpret input");

    private static readonly string[] True = ["1", "true", "t", "yes", "y", "on"];
    private static readonly string[] False = ["0", "false", "f", "no", "n", "off"];

    public override ValueError? Read(InputValue input, out bool value)
    {
        value = input.Kind is JsonValueKind.True;
        return input.Kind switch
        {
            JsonValueKind.True or JsonValueKind.False => null,
            JsonValueKind.String => ReadWord(input.Text() ?? "", out value),
            JsonValueKind.Number => ReadNumber(input.Number(), out value),
            _ => NotABoolean,
        };
    }

    private static ValueError? ReadWord(string word, out bool value)
    {
        value = True.Contains(word, StringComparer.OrdinalIgnoreCase);
        return value || False.Contains(word, StringComparer.OrdinalIgnoreCase) ? null : Unparsable;
    }

    private static ValueError? ReadNumber(string number, out bool value)
    {
        var parsed = double.Parse(number);
        value = parsed is 1;
        if (parsed is 0 or 1)
            return null;
        return number.AsSpan().ContainsAny('.', 'e', 'E') ? NotABoolean : Unparsable;
    }
}
