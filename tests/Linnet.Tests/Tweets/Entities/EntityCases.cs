using System.Text.Json;
using System.Text.Json.Serialization;
using Linnet.Tests.Fixtures;
using Linnet.Tweets.Entities;

namespace Linnet.Tests.Tweets.Entities;

/// <summary>The cases that define what an entity is, for the server and its clients.</summary>
internal static class EntityCases
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter<EntityKind>(JsonNamingPolicy.CamelCase) } };

    public static IReadOnlyList<EntityCase> All { get; } =
    [
        .. JsonSerializer.Deserialize<Dictionary<string, EntityCase[]>>(File.ReadAllText(Path.Combine(Repository.Root, "tests/entities.json")), Json)!
            .SelectMany(group => group.Value, (group, each) => each with { Name = $"{group.Key}: {each.Name}" }),
    ];

    public static IReadOnlyList<UrlDisplay> Urls { get; } =
        JsonSerializer.Deserialize<UrlDisplay[]>(File.ReadAllText(Path.Combine(Repository.Root, "tests/url-display.json")), Json)!;
}

internal sealed record EntityCase(string Name, string Text, FoundEntity[] Entities);

internal sealed record UrlDisplay(string Url, string Display);
