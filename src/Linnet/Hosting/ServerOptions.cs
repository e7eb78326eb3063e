using System.ComponentModel.DataAnnotations;

namespace Linnet.Hosting;

/// <summary>Where Linnet listens, and how it stops. Part of the settings' root.</summary>
internal sealed class ServerOptions : IValidatableObject
{
    /// <summary>
    /// Addresses to listen on, separated by semicolons: <c>localhost</c>, an IP address, <c>*</c> for all of this machine's, each with
    /// a port, or <c>http://unix:/absolute/path</c>.
    /// </summary>
    [Required]
    public string Urls { get; set; } = "http://localhost:8000";

    /// <summary>How long it goes on serving, not ready any more, after the stop signal; in seconds.</summary>
    [Range(0, 300)]
    public int DrainSeconds { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var urls = ListenAddress.Split(Urls);
        // Kestrel would choose one by itself.
        if (urls.Length is 0)
            yield return new ValidationResult("There is no address to listen on; write http://host:port.", [nameof(Urls)]);
        foreach (var error in urls.Select(ListenAddress.FindError).OfType<string>())
            yield return new ValidationResult(error, [nameof(Urls)]);
    }
}
