namespace Linnet.Accounts.Administration;

/// <summary>The values of <c>users.role</c>.</summary>
internal static class Roles
{
    public const string User = "user";
    public const string Moderator = "moderator";
    public const string Admin = "admin";

    public static readonly IReadOnlyList<string> All = [User, Moderator, Admin];
}
