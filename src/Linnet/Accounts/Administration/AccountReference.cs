using System.Globalization;
using Linnet.Http.Input;
using Linnet.Users;

namespace Linnet.Accounts.Administration;

/// <summary>
/// How an operator names one account: <c>ada</c> or <c>@ada</c>, <c>ada@example.org</c>, or <c>id:17</c>. No user name has an
/// <c>@</c> or a colon, so the three cannot be confused.
/// </summary>
/// <param name="Id">Null unless named by id.</param>
/// <param name="NameKey">The value of <c>lower(username)</c>; null unless the reference can be a user name.</param>
/// <param name="EmailKey">The value of <c>lower(email)</c>; null unless the reference is an address.</param>
internal readonly record struct AccountReference(long? Id, string? NameKey, string? EmailKey)
{
    private const string IdPrefix = "id:";

    /// <summary>Accepts any text. A text that cannot name an account gives a reference that finds none.</summary>
    public static AccountReference Parse(string text)
    {
        if (text.StartsWith(IdPrefix, StringComparison.OrdinalIgnoreCase))
            return new(long.TryParse(text.AsSpan(IdPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null, null, null);
        return text.IndexOf('@') > 0
            ? new(null, null, EmailAddress.KeyOf(text))
            : new(null, UserNames.KeyOf(text.StartsWith('@') ? text[1..] : text), null);
    }
}
