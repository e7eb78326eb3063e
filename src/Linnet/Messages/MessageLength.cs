using System.Text.Json.Nodes;
using Linnet.Http.Input;

namespace Linnet.Messages;

/// <summary>The length that the operator allows, which no attribute can name.</summary>
internal static class MessageLength
{
    /// <returns>Null for a text that is short enough.</returns>
    public static ValidationErrorResult? FindError(string content, MessageOptions options) =>
        content.EnumerateRunes().Count() > options.MaxLength
            ? new(ValidationErrors.Of(TextInput.TooLong(options.MaxLength).At(InputSource.Body, "content", JsonValue.Create(content))))
            : null;
}
