using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Linnet.Common;

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
        EmptyWith = property.GetCustomAttribute<EmptyWithAttribute>()?.List;
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

    /// <summary>Whether absent differs from null.</summary>
    public bool IsOptional { get; }

    /// <summary>Whether it is kept out of every answer.</summary>
    public bool IsSecret { get; }

    /// <summary>The member beside which this one may be empty; null for none.</summary>
    public string? EmptyWith { get; }

    /// <summary>What is read: a string, a list, a long, an int, a bool, a timestamp, a free object or another input model, freed from <see cref="Optional{T}"/> and <see cref="Nullable{T}"/>.</summary>
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

/// <summary>A member that can be read into a <typeparamref name="TModel"/>.</summary>
internal abstract class InputMember<TModel>(PropertyInfo property, TModel defaults) : InputMember(property, defaults)
    where TModel : class
{
    /// <summary>The wire name in the form that JSON is searched for.</summary>
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(WireName.Of(property));

    /// <summary>Sets the member; leaves it as it is, and says why, when the value is not good.</summary>
    public abstract ValueError? Read(InputValue input, TModel model);

    /// <exception cref="NotSupportedException">Nothing reads this type. Thrown while endpoints are mapped, so no request meets it.</exception>
    public static InputMember<TModel> Of(PropertyInfo property, TModel defaults)
    {
        var bounds = property.GetCustomAttribute<IntegerAttribute>() ?? new IntegerAttribute();
        var type = InnerOf(property).Type;
        if (type == typeof(string))
            return OfText(property, defaults);
        if (type == typeof(JsonObject))
            return new Member<JsonObject>(property, defaults, new ObjectInput());
        if (type == typeof(IReadOnlyList<string>))
            return new Member<IReadOnlyList<string>?>(property, defaults, new ListInput<string>(property, AcceptsNull(property), new TextInput(property)));
        if (type == typeof(IReadOnlyList<long>))
            return new Member<IReadOnlyList<long>?>(property, defaults, new ListInput<long>(property, AcceptsNull(property), new IntegerInput(bounds.Min, bounds.Max)));
        if (type == typeof(long) || type == typeof(long?))
            return OfStruct(property, defaults, new IntegerInput(bounds.Min, bounds.Max));
        if (type == typeof(int) || type == typeof(int?))
            return OfStruct(property, defaults, new SmallIntegerInput(bounds.Min, bounds.Max));
        if (type == typeof(bool) || type == typeof(bool?))
            return OfStruct(property, defaults, new BooleanInput());
        if (type == typeof(Timestamp) || type == typeof(Timestamp?))
            return OfStruct(property, defaults, new TimestampInput());
        if (IsModel(type))
            return OfModel(typeof(NestedMember<>), type, property, defaults);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && IsModel(type.GetGenericArguments()[0]))
            return OfModel(typeof(ModelListMember<>), type.GetGenericArguments()[0], property, defaults);
        throw new NotSupportedException($"{typeof(TModel).Name}.{property.Name} is a {type}, which no input reader reads");
    }

    private static InputMember<TModel> OfText(PropertyInfo property, TModel defaults)
    {
        var reader = new TextInput(property);
        var nullable = new NullableTextInput(reader);
        return (AcceptsNull(property), property.PropertyType == typeof(string)) switch
        {
            (false, true) => new Member<string>(property, defaults, reader),
            (true, true) => new Member<string?>(property, defaults, nullable),
            (false, false) => new Member<Optional<string>>(property, defaults, new OptionalInput<string>(reader)),
            (true, false) => new Member<Optional<string?>>(property, defaults, new OptionalInput<string?>(nullable)),
        };
    }

    private static InputMember<TModel> OfStruct<TValue>(PropertyInfo property, TModel defaults, InputReader<TValue> reader)
        where TValue : struct
    {
        var nullable = new NullableInput<TValue>(reader);
        var type = property.PropertyType;
        if (type == typeof(TValue))
            return new Member<TValue>(property, defaults, reader);
        if (type == typeof(TValue?))
            return new Member<TValue?>(property, defaults, nullable);
        return type == typeof(Optional<TValue>)
            ? new Member<Optional<TValue>>(property, defaults, new OptionalInput<TValue>(reader))
            : new Member<Optional<TValue?>>(property, defaults, new OptionalInput<TValue?>(nullable));
    }

    private static bool IsModel(Type type) => type.Namespace?.StartsWith(nameof(Linnet), StringComparison.Ordinal) is true && type.IsClass;

    private static InputMember<TModel> OfModel(Type member, Type model, PropertyInfo property, TModel defaults) =>
        (InputMember<TModel>)Activator.CreateInstance(member.MakeGenericType(typeof(TModel), model), property, defaults)!;

    private sealed class NestedMember<TNested>(PropertyInfo property, TModel defaults)
        : Member<TNested?>(property, defaults, new NestedInput<TNested>(AcceptsNull(property)))
        where TNested : class;

    private sealed class ModelListMember<TNested>(PropertyInfo property, TModel defaults)
        : Member<IReadOnlyList<TNested?>?>(
            property, defaults, new ListInput<TNested?>(property, AcceptsNull(property), new NestedInput<TNested>(acceptsNull: false)))
        where TNested : class;

    private class Member<TValue>(PropertyInfo property, TModel defaults, InputReader<TValue> reader)
        : InputMember<TModel>(property, defaults)
    {
        // An init accessor is an ordinary setter to everything but the compiler.
        private readonly Action<TModel, TValue> _set = property.SetMethod!.CreateDelegate<Action<TModel, TValue>>();

        public override ValueError? Read(InputValue input, TModel model)
        {
            var error = reader.Read(input, out var value);
            if (error is null)
                _set(model, value);
            return error;
        }
    }
}
