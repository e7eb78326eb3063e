using Linnet.Common;

namespace Linnet.Tweets.Bookmarks;

internal static class BookmarkErrors
{
    public static readonly Error TooMany = new(
        ErrorKind.Refused, "too_many_bookmarks", $"An account has at most {BookmarkService.Most} bookmarks");
}
