using System.Diagnostics.CodeAnalysis;

namespace Linnet.Common;

/// <summary>Either a value or the <see cref="Common.Fault"/> that stood in its way.</summary>
internal readonly record struct Result<T> : IRefusable
{
    private Result(T? value, Fault? fault) => (Value, Fault) = (value, fault);

    /// <summary>The value; only meaningful when <see cref="Fault"/> is null.</summary>
    public T? Value { get; }

    /// <summary>The refusal, or null on success.</summary>
    public Fault? Fault { get; }

    bool IRefusable.IsRefused => Fault is not null;

    /// <summary>Whether there is a value, and which, or else which fault.</summary>
    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Fault? fault)
    {
        value = Value;
        fault = Fault;
        return fault is null;
    }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Fault fault) => new(default, fault);
}
