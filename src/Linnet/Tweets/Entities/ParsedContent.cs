using System.Text;

namespace Linnet.Tweets.Entities;

/// <summary>A content's entities, and what is stored beside them.</summary>
/// <param name="Entities">As they are shown.</param>
/// <param name="People">Each mentioned user once, in order.</param>
/// <param name="Tags">Each hashtag once: the first spelling by its key.</param>
internal sealed record ParsedContent(TweetEntities Entities, IReadOnlyList<long> People, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>How many hashtags a tweet has at most; further ones are text.</summary>
    public const int MaxHashtags = 30;

    /// <param name="content">What was searched.</param>
    /// <param name="found">What <see cref="TextScanner"/> found in it.</param>
    /// <param name="users">Users by the lower case of their names.</param>
    /// <param name="maxPeople">How many may be mentioned; further ones are text.</param>
    /// <returns>Null when nothing is left.</returns>
    public static ParsedContent? Of(string content, IReadOnlyList<FoundEntity> found, IReadOnlyDictionary<string, NamedUser> users, int maxPeople)
    {
        var (mentions, hashtags, urls) = (new List<MentionEntity>(), new List<HashtagEntity>(), new List<UrlEntity>());
        var people = new List<long>();
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (kind, start, end, key) in found)
        {
            switch (kind)
            {
                case EntityKind.Mention when users.TryGetValue(key.ToLowerInvariant(), out var user):
                    if (!people.Contains(user.Id))
                    {
                        if (people.Count == maxPeople)
                            break;
                        people.Add(user.Id);
                    }
                    mentions.Add(new MentionEntity(user.Id, user.Username, start, end));
                    break;
                case EntityKind.Hashtag when hashtags.Count < MaxHashtags:
                    hashtags.Add(new HashtagEntity(key, start, end));
                    tags.TryAdd(key, Cut(content, start + 1, end));
                    break;
                case EntityKind.Url:
                    urls.Add(new UrlEntity(key, start, end));
                    break;
            }
        }
        return mentions.Count + hashtags.Count + urls.Count > 0
            ? new ParsedContent(new TweetEntities(mentions, hashtags, urls), people, tags)
            : null;
    }

    // The offsets are code points.
    private static string Cut(string content, int start, int end)
    {
        var cut = new StringBuilder();
        foreach (var rune in content.EnumerateRunes().Skip(start).Take(end - start))
            cut.Append(rune.ToString());
        return cut.ToString();
    }
}

/// <summary>A user, by their name.</summary>
internal sealed record NamedUser
{
    public long Id { get; init; }

    public string Username { get; init; } = "";

    /// <summary>The lower case of the name.</summary>
    public string Key { get; init; } = "";
}
