using Linnet.Relations;

namespace Linnet.Tweets;

/// <summary>Who gets a tweet besides its author's followers.</summary>
internal static class TweetRecipients
{
    /// <summary>How many of the users that a tweet mentions are notified, those of its edits included.</summary>
    public const int MostNotified = 10;

    /// <summary>Those mentioned users who are notified; null for nobody.</summary>
    public static long[]? ToNotify(IReadOnlyList<long>? mentioned, long authorId) =>
        mentioned is null or [] ? null
        : mentioned.Where(id => id != authorId).Take(MostNotified).ToArray() is { Length: > 0 } others ? others
        : null;

    /// <summary>The hashtags whose followers get a tweet; null for none.</summary>
    public static IReadOnlyList<long>? ToFollowers(IReadOnlyList<long> tags, Visibility visibility) =>
        tags.Count > 0 && visibility is Visibility.Public ? tags : null;
}
