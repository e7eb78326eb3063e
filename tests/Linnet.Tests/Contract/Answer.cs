using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Linnet.Tests.Contract;

/// <summary>What came back.</summary>
/// <param name="Path">What was asked for.</param>
/// <param name="Headers">Of the answer and of its content, names without regard to case.</param>
/// <param name="Json">The body, or null when it is empty or no JSON.</param>
internal sealed record Answer(string Path, int Status, IReadOnlyDictionary<string, string> Headers, string Text, JsonNode? Json)
{
    public static async Task<Answer> ReadAsync(string path, HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new(path, (int)response.StatusCode, headers, text, Parse(text));
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length > 0 ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
