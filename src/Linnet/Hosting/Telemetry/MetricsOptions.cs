using System.ComponentModel.DataAnnotations;

namespace Linnet.Hosting.Telemetry;

/// <summary>Where the metrics are served in Prometheus' format, and to whom. Section <c>Metrics</c>. Disabled by default.</summary>
internal sealed class MetricsOptions : IValidatableObject
{
    public const int MinTokenLength = 16;

    /// <summary>A separate address, such as <c>http://127.0.0.1:9464</c>. Empty: Linnet's own address, if there is a token.</summary>
    public string Url { get; set; } = "";

    /// <summary>The token required in <c>Authorization: Bearer</c>. Empty: none, at a separate address.</summary>
    public string Token { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not "" && !IsAddress(Url))
            yield return new ValidationResult($"'{Url}' is not a valid address for metrics; use http://127.0.0.1:9464.", [nameof(Url)]);
        if (Token is not "" && Token.Length < MinTokenLength)
            yield return new ValidationResult($"must have at least {MinTokenLength} characters.", [nameof(Token)]);
    }

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http", PathBase: "" };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
