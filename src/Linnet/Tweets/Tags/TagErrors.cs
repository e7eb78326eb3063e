using Linnet.Common;

namespace Linnet.Tweets.Tags;

internal static class TagErrors
{
    /// <summary>Of a text that no hashtag can be. One that was never used is there, without uses.</summary>
    public static readonly Error NotFound = new(ErrorKind.NotFound, "tag_not_found", "Hashtag not found");

    public static readonly Error TooManyFollowed = new(
        ErrorKind.Refused, "too_many_followed_tags", $"An account follows at most {TagService.MostFollowed} hashtags");
}
