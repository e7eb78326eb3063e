using System.Text.Json;
using System.Text.Json.Serialization;

namespace Linnet.Relations;

/// <summary>Who may see a tweet.</summary>
/// <remarks>Each value is stored, so it keeps its number; a larger one is narrower.</remarks>
[JsonConverter(typeof(WordConverter<Visibility>))]
internal enum Visibility
{
    /// <summary>Everyone, everywhere.</summary>
    Public = 0,

    /// <summary>Everyone, but not in the feed of all tweets.</summary>
    Unlisted = 1,

    /// <summary>The author and their followers.</summary>
    Followers = 2,
}

/// <summary>Who may reply to a tweet, or quote it. The author always may.</summary>
/// <remarks>Stored: each value keeps its number.</remarks>
[JsonConverter(typeof(WordConverter<AudiencePolicy>))]
internal enum AudiencePolicy
{
    Everyone = 0,

    /// <summary>Followers of the author.</summary>
    Followers = 1,

    Nobody = 2,

    /// <summary>Those whom the tweet mentions. Only for replies.</summary>
    Mentioned = 3,
}

/// <summary>Writes the values of an enumeration as words in snake_case.</summary>
internal sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>The words of the enumerations on the wire.</summary>
internal static class Words
{
    public const string Public = "public";
    public const string Unlisted = "unlisted";
    public const string Followers = "followers";
    public const string Everyone = "everyone";
    public const string Nobody = "nobody";
    public const string Mentioned = "mentioned";

    public static Visibility ToVisibility(string word) => word switch
    {
        Public => Visibility.Public,
        Unlisted => Visibility.Unlisted,
        Followers => Visibility.Followers,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "No visibility"),
    };

    public static AudiencePolicy ToPolicy(string word) => word switch
    {
        Everyone => AudiencePolicy.Everyone,
        Followers => AudiencePolicy.Followers,
        Nobody => AudiencePolicy.Nobody,
        Mentioned => AudiencePolicy.Mentioned,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "No policy"),
    };
}
