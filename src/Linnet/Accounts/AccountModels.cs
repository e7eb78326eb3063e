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

/// <summary>What a new account is made of.</summary>
internal sealed record Registration
{
    /// <summary>Letters A–Z, digits and _; unique without regard to case, shown as written here.</summary>
    [Text(UserNames.MaxLength, Min = 1), Matches(UserNames.Pattern), NotReserved]
    public required string Username { get; init; }

    /// <summary>Shown only to the account's owner.</summary>
    [Email]
    public required string Email { get; init; }

    /// <summary>At most 72 bytes as UTF-8.</summary>
    [Text(PasswordRule.MaxBytes, Min = PasswordRule.MinLength), Utf8Limit(PasswordRule.MaxBytes), Secret]
    public required string Password { get; init; }

    /// <summary>Empty is the same as none; else with a visible character.</summary>
    [Text(ProfileLimits.FullName, NotBlank = true), NoImitation]
    public string? FullName { get; init; }

    [Text(ProfileLimits.Bio)]
    public string? Bio { get; init; }
}

/// <summary>A new name for an account that exists.</summary>
internal sealed record Renaming
{
    /// <inheritdoc cref="Registration.Username"/>
    [Text(UserNames.MaxLength, Min = 1), Matches(UserNames.Pattern), NotReserved]
    public required string Username { get; init; }
}

/// <summary>Changes to one's own account. What is absent stays.</summary>
internal sealed record AccountUpdate
{
    /// <summary>Null is no change: every account has an address.</summary>
    [Email]
    public string? Email { get; init; }

    /// <summary>Null clears it. With a visible character.</summary>
    [Text(ProfileLimits.FullName, NotBlank = true), NoImitation]
    public Optional<string?> FullName { get; init; }

    /// <summary>Null clears it.</summary>
    [Text(ProfileLimits.Bio)]
    public Optional<string?> Bio { get; init; }

    /// <summary>A new one logs out every other session. Null is no change.</summary>
    [Text(PasswordRule.MaxBytes, Min = PasswordRule.MinLength), Utf8Limit(PasswordRule.MaxBytes), Secret]
    public string? Password { get; init; }

    /// <summary>Needed with a new password or address, unless the session proved it just now: by its log-in or by this member.</summary>
    [Secret]
    public string? CurrentPassword { get; init; }
}

/// <summary>Goes with the deletion of one's own account. No body is the same as none of its members.</summary>
internal sealed record AccountDeletion
{
    /// <summary>Needed unless the session proved it just now: by its log-in or by this member.</summary>
    [Secret]
    public string? CurrentPassword { get; init; }
}

/// <summary>In code points.</summary>
internal static class ProfileLimits
{
    public const int FullName = 100;
    public const int Bio = 500;
}
