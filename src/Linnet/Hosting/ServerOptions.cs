using System.ComponentModel.DataAnnotations;

namespace Linnet.Hosting;

/// <summary>Where Linnet listens, and how it stops. At the root of the settings.</summary>
internal sealed class ServerOptions : IValidatableObject
{
    /// <summary>
    /// The addresses to listen on, separated by semicolons: <c>localhost</c>, an IP address, or <c>*</c> for all addresses of this
    /// machine, each with a port, or <c>http://unix:/absolute/path</c>.
    /// </summary>
    [Required]
    public string Urls { get; set; } = "http://localhost:8000";

    /// <summary>How long the server keeps serving, but is not ready, after it was asked to stop; in seconds.</summary>
    [Range(0, 300)]
    public int DrainSeconds { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var urls = ListenAddress.Split(Urls);
        // Kestrel would choose an address itself.
        if (urls.Length is 0)
            yield return new ValidationResult("There is no address to listen on; use http://host:port.", [nameof(Urls)]);
        foreach (var error in urls.Select(ListenAddress.FindError).OfType<string>())
            yield return new ValidationResult(error, [nameof(Urls)]);
    }
}
