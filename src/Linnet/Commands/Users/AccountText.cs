using Linnet.Accounts.Administration;

namespace Linnet.Commands.Users;

/// <summary>Accounts as text for a terminal.</summary>
internal static class AccountText
{
    private const string DateFormat = "yyyy-MM-dd";

    public static string Card(AccountDetails account) => $"""
        @{account.Username} (id {account.Id})
          name       {TerminalSafeText.Clean(account.FullName ?? "-")}
          bio        {TerminalSafeText.Clean(account.Bio ?? "-")}
          e-mail     {TerminalSafeText.Clean(account.Email)}
          role       {account.Role}
          active     {YesOrNo(account.IsActive)}
          verified   {YesOrNo(account.IsVerified)}
          joined     {account.CreatedAt}
          followers  {account.FollowersCount:N0}
          following  {account.FollowingCount:N0}
          tweets     {account.TweetsCount:N0}
          sessions   {account.Sessions:N0}{(account.LastUsedAt is { } lastUsed ? $", last used {lastUsed}" : "")}
        """;

    /// <summary>A header and one line per account.</summary>
    public static IEnumerable<string> Table(IEnumerable<AccountDetails> accounts) =>
        accounts.Select(account => Line(
            $"{account.Id}", account.Username, $"{account.CreatedAt.ToDateTimeOffset().ToString(DateFormat)}", account.Role, YesOrNo(account.IsActive),
            YesOrNo(account.IsVerified), $"{account.TweetsCount}", $"{account.FollowersCount}", TerminalSafeText.Clean(account.Email)))
            .Prepend(Line("id", "username", "joined", "role", "active", "verified", "tweets", "followers", "e-mail"));

    private static string Line(
        string id, string name, string joined, string role, string active, string verified, string tweets, string followers, string email) =>
        $"{id,-8}{name,-32}{joined,-12}{role,-11}{active,-8}{verified,-10}{tweets,8}{followers,11}  {email}";

    private static string YesOrNo(bool flag) => flag ? "yes" : "no";
}
