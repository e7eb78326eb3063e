using System.Reflection;
using System.Runtime.CompilerServices;

namespace Linnet.Http.Input;

/// <summary>What is known of one member of an input model; the OpenAPI document is made from it.</summary>
internal abstract class InputMember
{
    /// <param name="property">The member.</param>
    /// <param name="defaults">A model that nothing has been read into.</param>
    protected InputMember(PropertyInfo property, object defaults)
    {
        Property = property;
        Name = WireName.Of(property);
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        IsSecret = property.IsDefined(typeof(SecretAttribute));
        var value = InnerOf(property);
        IsOptional = value.Type != property.PropertyType;
        IsNullable = AcceptsNull(property);
        ValueType = Nullable.GetUnderlyingType(value.Type) ?? value.Type;
        Default = IsOptional ? null : property.GetValue(defaults);
    }

    /// <summary>The property, with its attributes.</summary>
    public PropertyInfo Property { get; }

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    /// <summary>Whether its absence is an error.</summary>
    public bool IsRequired { get; }

    /// <summary>Whether an explicit null is accepted.</summary>
    public bool IsNullable { get; }

    /// <summary>Whether absent is told from null.</summary>
    public bool IsOptional { get; }

    /// <summary>Whether it is kept out of every answer.</summary>
    public bool IsSecret { get; }

    /// <summary>What is read: a string, a long, an int or a bool, freed from <see cref="Optional{T}"/> and <see cref="Nullable{T}"/>.</summary>
    public Type ValueType { get; }

    /// <summary>What the member is when absent, or null for nothing. Of no meaning for a required one.</summary>
    public object? Default { get; }

    protected static bool AcceptsNull(PropertyInfo property) => InnerOf(property).WriteState is NullabilityState.Nullable;

    /// <summary>The type within an <see cref="Optional{T}"/>, or else the property's own.</summary>
    protected static NullabilityInfo InnerOf(PropertyInfo property)
    {
        var declared = new NullabilityInfoContext().Create(property);
        return declared.Type.IsGenericType && declared.Type.GetGenericTypeDefinition() == typeof(Optional<>)
            ? declared.GenericTypeArguments[0]
            : declared;
    }
}
