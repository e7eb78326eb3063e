using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Linnet.Http.Input;

/// <summary>What a parameter or a property is called on the wire: snake_case.</summary>
internal static class WireName
{
    private static readonly ConcurrentDictionary<ParameterInfo, string> Names = new();

    public static string Of(ParameterInfo parameter) => Names.GetOrAdd(parameter, static it => Of(it.Name!));

    public static string Of(PropertyInfo property) => Of(property.Name);

    private static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
