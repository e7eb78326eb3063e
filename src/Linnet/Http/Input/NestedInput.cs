using System.Text.Json;

namespace Linnet.Http.Input;

/// <summary>An object in a body, which is an input model too. An accepted null is as absent.</summary>
internal sealed class NestedInput<T>(bool acceptsNull) : InputReader<T?>
    where T : class
{
    public override ValueError? Read(InputValue input, out T? value)
    {
        value = null;
        if (acceptsNull && input.IsNull)
            return null;
        if (input.Kind is not JsonValueKind.Object)
            return ValueError.NotAnObject;
        value = InputModel<T>.FromJson(input.Element, out var errors);
        return errors is null ? null : ValueError.Within(errors);
    }
}
