using System.Diagnostics.CodeAnalysis;

namespace Linnet.Common;

/// <summary>Either a value or the <see cref="Common.Error"/> that stood in its way.</summary>
internal readonly record struct Result<T> : IFailable
{
    private Result(T? value, Error? error) => (Value, Error) = (value, error);

    /// <summary>The value; only meaningful when <see cref="Error"/> is null.</summary>
    public T? Value { get; }

    /// <summary>The refusal, or null on success.</summary>
    public Error? Error { get; }

    bool IFailable.IsFailed => Error is not null;

    /// <summary>Whether there is a value, and which, or else which error.</summary>
    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Error? error)
    {
        value = Value;
        error = Error;
        return error is null;
    }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);
}
