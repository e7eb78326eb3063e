namespace Linnet.Http.Input;

/// <summary>
/// A member of an input model that tells "absent" from "null": what is absent stays as it is, an explicit null clears.
/// </summary>
internal readonly record struct Optional<T>
{
    public Optional(T value) => (IsSet, Value) = (true, value);

    /// <summary>Whether the client sent the member at all.</summary>
    public bool IsSet { get; }

    /// <summary>What was sent; the default of <typeparamref name="T"/> when nothing was.</summary>
    public T Value { get; }

    /// <summary>What was sent, or else what was there before.</summary>
    public T Or(T current) => IsSet ? Value : current;

    public static implicit operator Optional<T>(T value) => new(value);
}
