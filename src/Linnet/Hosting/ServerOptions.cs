using System.ComponentModel.DataAnnotations;

namespace Linnet.Hosting;

/// <summary>Where Linnet listens, and how it stops. Part of the settings' root.</summary>
internal sealed class ServerOptions : IValidatableObject
{
    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    [Required]
    public string Urls { get; set; } = "http://localhost:8000";

    /// <summary>For how long it goes on serving, not ready any more, after it was told to stop; in seconds.</summary>
    [Range(0, 300)]
    public int DrainSeconds { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from url in Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        where !IsListenAddress(url)
        select new ValidationResult($"'{url}' is not an address to listen on; write http://host:port.", [nameof(Urls)]);

    // BindingAddress knows the forms Kestrel takes (http://*:8000, http://unix:/run/linnet.sock), which Uri does not.
    private static bool IsListenAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Scheme is "http";
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
