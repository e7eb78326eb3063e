namespace Linnet.Http.Input;

/// <summary>Turns a sent value into a <typeparamref name="TValue"/>, or says why not. Made once for each member of a model.</summary>
internal abstract class InputReader<TValue>
{
    /// <returns>Null when <paramref name="value"/> is good.</returns>
    public abstract ValueError? Read(InputValue input, out TValue value);
}

/// <summary>A value type that may be null.</summary>
internal sealed class NullableInput<TValue>(InputReader<TValue> inner) : InputReader<TValue?>
    where TValue : struct
{
    public override ValueError? Read(InputValue input, out TValue? value)
    {
        value = null;
        if (input.IsNull)
            return null;
        var error = inner.Read(input, out var read);
        value = read;
        return error;
    }
}

/// <summary>A text that may be null.</summary>
internal sealed class NullableTextInput(TextInput inner) : InputReader<string?>
{
    public override ValueError? Read(InputValue input, out string? value)
    {
        value = null;
        return input.IsNull ? null : inner.Read(input, out value!);
    }
}

/// <summary>A member that differs from an absent one: reading it means that it is set.</summary>
internal sealed class OptionalInput<TValue>(InputReader<TValue> inner) : InputReader<Optional<TValue>>
{
    public override ValueError? Read(InputValue input, out Optional<TValue> value)
    {
        var error = inner.Read(input, out var read);
        value = new(read);
        return error;
    }
}
