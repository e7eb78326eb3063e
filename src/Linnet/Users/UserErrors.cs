using Linnet.Common;

namespace Linnet.Users;

internal static class UserErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "user_not_found", "User not found");
}
