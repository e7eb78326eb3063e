using System.Text;
using System.Text.Json.Nodes;
using Linnet.Common;
using Linnet.Http.Input;

namespace Linnet.Commands.Users;

/// <summary>Parses an operator's input with the input models of requests, so that the same rules apply.</summary>
internal static class TypedInput
{
    /// <param name="values">Names on the wire, and their texts.</param>
    /// <exception cref="OperatorException">One line for each invalid value.</exception>
    public static T Read<T>(params (string Name, string? Text)[] values)
        where T : class
    {
        var body = new JsonObject(values.Where(value => value.Text is not null).Select(value => KeyValuePair.Create(value.Name, (JsonNode?)value.Text)));
        return JsonBody.Parse<T>(Encoding.UTF8.GetBytes(body.ToJsonString()), out var errors)
            ?? throw new OperatorException(ExitCode.Usage, [.. errors!.Select(error => $"{error.Place}: {error.Error.Message}")]);
    }
}
