using System.Text.Json.Serialization;
using Linnet.Accounts.Passwords;
using Linnet.Http.Input;
using Linnet.Users;

namespace Linnet.Accounts;

/// <summary>The caller's account: the public profile and the e-mail address.</summary>
internal sealed record Account : User
{
    [JsonPropertyOrder(1)]
    public required string Email { get; init; }
}

/// <summary>The fields of a new account.</summary>
internal sealed record Registration
{
    /// <summary>Letters A–Z, digits and _; unique case-insensitively, shown as written here.</summary>
    [Text(UserNames.MaxLength, Min = 1), Matches(UserNames.Pattern), NotReserved]
    public required string Username { get; init; }

    /// <summary>Visible only to the account itself.</summary>
    [Email]
    public required string Email { get; init; }

    /// <summary>At most 72 bytes as UTF-8.</summary>
    [Text(PasswordRule.MaxBytes, Min = PasswordRule.MinLength), Utf8Limit(PasswordRule.MaxBytes), Secret]
    public required string Password { get; init; }

    /// <summary>An empty name means none; any other needs a visible character.</summary>
    [Text(ProfileLimits.FullName, NotBlank = true), NoImitation]
    public string? FullName { get; init; }

    [Text(ProfileLimits.Bio)]
    public string? Bio { get; init; }
}

/// <summary>A new name for an existing account.</summary>
internal sealed record Renaming
{
    /// <inheritdoc cref="Registration.Username"/>
    [Text(UserNames.MaxLength, Min = 1), Matches(UserNames.Pattern), NotReserved]
    public required string Username { get; init; }
}

/// <summary>Changes to one's own account. Absent members stay unchanged.</summary>
internal sealed record AccountUpdate
{
    /// <summary>Null changes nothing: every account has an address.</summary>
    [Email]
    public string? Email { get; init; }

    /// <summary>Null clears it. Needs a visible character.</summary>
    [Text(ProfileLimits.FullName, NotBlank = true), NoImitation]
    public Optional<string?> FullName { get; init; }

    /// <summary>Null clears it.</summary>
    [Text(ProfileLimits.Bio)]
    public Optional<string?> Bio { get; init; }

    /// <summary>Whether the account accepts its followers one by one. Unlocking accepts all who wait. Null changes nothing.</summary>
    public bool? IsLocked { get; init; }

    /// <summary>A new password logs out every other session. Null changes nothing.</summary>
    [Text(PasswordRule.MaxBytes, Min = PasswordRule.MinLength), Utf8Limit(PasswordRule.MaxBytes), Secret]
    public string? Password { get; init; }

    /// <summary>Required with a new password or address, unless the session proved the password recently, by its log-in or by this member.</summary>
    [Secret]
    public string? CurrentPassword { get; init; }
}

/// <summary>The optional body of a request to delete one's own account.</summary>
internal sealed record AccountDeletion
{
    /// <summary>Required unless the session proved the password recently, by its log-in or by this member.</summary>
    [Secret]
    public string? CurrentPassword { get; init; }
}

/// <summary>In code points.</summary>
internal static class ProfileLimits
{
    public const int FullName = 100;
    public const int Bio = 500;
}
