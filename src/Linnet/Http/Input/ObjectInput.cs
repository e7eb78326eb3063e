using System.Text.Json;
using System.Text.Json.Nodes;

namespace Linnet.Http.Input;

/// <summary>An object of any members, which is kept as it was sent. Its size is bounded by that of the request.</summary>
internal sealed class ObjectInput : InputReader<JsonObject>
{
    public override ValueError? Read(InputValue input, out JsonObject value)
    {
        value = [];
        if (input.Kind is not JsonValueKind.Object)
            return ValueError.NotAnObject;
        if (!IsUnicode(input.Element))
            return TextInput.NotUnicode;
        value = input.Sanitized()!.AsObject();
        return null;
    }

    private static bool IsUnicode(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(member => IsUnicode(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsUnicode),
        JsonValueKind.String => JsonText.Of(element) is not null,
        _ => true,
    };
}
