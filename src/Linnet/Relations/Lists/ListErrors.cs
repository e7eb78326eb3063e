using Linnet.Common;

namespace Linnet.Relations.Lists;

internal static class ListErrors
{
    /// <summary>Also of another account's list.</summary>
    public static readonly Error NotFound = new(ErrorKind.NotFound, "list_not_found", "List not found");

    public static readonly Error TooMany = new(ErrorKind.Refused, "too_many_lists", $"An account has at most {ListService.Most} lists");

    public static readonly Error TooManyMembers = new(
        ErrorKind.Refused, "too_many_list_members", $"A list has at most {ListMemberService.Most} members");
}
