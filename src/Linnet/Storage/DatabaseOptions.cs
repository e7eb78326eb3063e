using System.ComponentModel.DataAnnotations;
using Linnet.Common.Settings;

namespace Linnet.Storage;

/// <summary>Where the data is. Part of the settings' root.</summary>
internal sealed class DatabaseOptions : IValidatableObject
{
    /// <summary>
    /// <c>sqlite:///path</c>, a bare path, <c>postgresql://user:password@host/name</c>, or an Npgsql connection string.
    /// A relative path starts from the working directory. It may hold a password.
    /// </summary>
    [Required, SecretSetting]
    public string Database { get; set; } = "sqlite:///./twitter.db";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DatabaseUrl.Parse(Database, Environment.CurrentDirectory).Error is { } error)
            yield return new ValidationResult(error.Detail, [nameof(Database)]);
    }
}
