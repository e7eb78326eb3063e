using System.ComponentModel.DataAnnotations;

namespace Linnet.Hosting.Telemetry;

/// <summary>Who may read the metrics in Prometheus' form, and where. Section <c>Metrics</c>. By default nobody.</summary>
internal sealed class MetricsOptions : IValidatableObject
{
    public const int MinTokenLength = 16;

    /// <summary>An address of their own, such as <c>http://127.0.0.1:9464</c>. Empty: where Linnet listens, if there is a token.</summary>
    public string Url { get; set; } = "";

    /// <summary>What <c>Authorization: Bearer</c> has to bring. Empty: nothing, at an address of their own.</summary>
    public string Token { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not "" && !IsAddress(Url))
            yield return new ValidationResult($"'{Url}' is no address for metrics; write http://127.0.0.1:9464.", [nameof(Url)]);
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
