using Linnet.Common;

namespace Linnet.Tweets.Drafts;

internal static class DraftErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "draft_not_found", "Draft not found");

    public static readonly Error TooMany = new(ErrorKind.Refused, "too_many_drafts", $"An account has at most {DraftService.Most} drafts");

    public static readonly Error Changed = new(ErrorKind.Conflict, "draft_changed", "The draft was changed since");
}
