using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Linnet.Http.Input;

/// <summary>
/// Reads an input model: a record whose <c>required</c> members must be sent, whose nullable members may be null, and
/// whose property initialisers say what the others are when absent. Names on the wire are snake_case; members that it
/// does not know are ignored. Its members are texts, integers, booleans, times, free objects, other input models, and lists of
/// texts, integers or input models; lists, objects and models only in JSON.
/// </summary>
internal static class InputModel<T>
    where T : class
{
    private static readonly InputMember<T>[] AllMembers = ReadMembers();
    private static readonly bool HasSecrets = AllMembers.Any(member => member.IsSecret);

    public static IReadOnlyList<InputMember> Members => AllMembers;

    /// <summary>Reads a JSON body. Null when there are <paramref name="errors"/>, which are in the order of the members.</summary>
    public static T? FromJson(JsonElement body, out List<ValidationError>? errors)
    {
        errors = null;
        if (body.ValueKind is not JsonValueKind.Object)
        {
            errors = [ValueError.NotAnObject.At(InputSource.Body, null, HasSecrets ? null : JsonText.Copy(body))];
            return null;
        }
        var model = New();
        foreach (var member in AllMembers)
        {
            if (body.TryGetProperty(member.Utf8Name, out var value))
            {
                if (member.EmptyWith is null || !IsEmptyBeside(member.EmptyWith, value, body))
                    Read(member, InputValue.Of(value), InputSource.Body, model, ref errors);
            }
            else if (member.IsRequired)
                (errors ??= []).Add(ValueError.Missing.At(InputSource.Body, member.Name, EchoWhole(body)));
        }
        return errors is null ? model : null;
    }

    /// <summary>Reads form fields or query parameters. Null when there are <paramref name="errors"/>.</summary>
    /// <param name="source">Where to find them, and what to call that.</param>
    /// <param name="container">Handed to <paramref name="find"/>.</param>
    /// <param name="find">The text of that name, or null if it is absent.</param>
    /// <param name="errors">In the order of the members.</param>
    public static T? FromTexts<TContainer>(
        InputSource source, TContainer container, Func<TContainer, string, string?> find, out List<ValidationError>? errors)
    {
        errors = null;
        var model = New();
        foreach (var member in AllMembers)
        {
            if (find(container, member.Name) is { } text)
                Read(member, InputValue.Of(text), source, model, ref errors);
            else if (member.IsRequired)
                (errors ??= []).Add(ValueError.Missing.At(source, member.Name, null));
        }
        return errors is null ? model : null;
    }

    // The member then stays as its initializer has it.
    private static bool IsEmptyBeside(string list, JsonElement value, JsonElement body) =>
        value.ValueKind is JsonValueKind.String && value.ValueEquals(""u8)
        && body.TryGetProperty(list, out var items) && items.ValueKind is JsonValueKind.Array && items.GetArrayLength() > 0;

    private static void Read(InputMember<T> member, InputValue input, InputSource source, T model, ref List<ValidationError>? errors)
    {
        if (member.Read(input, model) is not { } error)
            return;
        errors ??= [];
        if (error.Members is { } inner)
            errors.AddRange(inner.Select(one => one.Within(member.Name)));
        else
            errors.Add(error.At(source, member.Name, member.IsSecret ? InputModel.Mask : input.Sanitized()));
    }

    /// <summary>
    /// The object that lacks a member. Where a model has secrets, only what is known to be none is shown: the missing
    /// password may be there under a misspelt name.
    /// </summary>
    private static JsonNode? EchoWhole(JsonElement body)
    {
        if (!HasSecrets)
            return JsonText.Copy(body);
        var shown = new JsonObject();
        foreach (var member in AllMembers)
        {
            if (body.TryGetProperty(member.Utf8Name, out var value))
                shown[member.Name] = member.IsSecret ? InputModel.Mask : JsonText.Copy(value);
        }
        return shown;
    }

    // Not new(): that constraint forbids required members, whose presence is judged here, at run time.
    private static T New() => Activator.CreateInstance<T>();

    private static InputMember<T>[] ReadMembers()
    {
        var defaults = New();
        return [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null)
            .Select(property => InputMember<T>.Of(property, defaults))];
    }
}

/// <summary>Input models whose type is known at run time only.</summary>
internal static class InputModel
{
    /// <summary>Replaces a secret in a response.</summary>
    public const string Mask = "**********";

    /// <summary>The members of a model, in the order of their declaration.</summary>
    public static IReadOnlyList<InputMember> MembersOf(Type model) =>
        (IReadOnlyList<InputMember>)typeof(InputModel<>).MakeGenericType(model).GetProperty(nameof(InputModel<>.Members))!.GetValue(null)!;
}
