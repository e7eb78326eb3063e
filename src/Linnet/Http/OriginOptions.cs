using System.ComponentModel.DataAnnotations;
using Linnet.Common.Settings;
using Microsoft.Extensions.Options;

namespace Linnet.Http;

/// <summary>Whose pages may use the server from a browser besides its own: by REST, WebSocket and event stream alike. Section <c>Server</c>.</summary>
internal sealed class OriginOptions : IValidatableObject
{
    public const string Any = "*";

    /// <summary>Origins, separated by semicolons, or <c>*</c>. Empty: only the server's own pages.</summary>
    public string AllowedOrigins { get; set; } = Any;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from error in Origins.ErrorsIn(Origins.Parse(AllowedOrigins).Where(it => it != Any))
        select new ValidationResult(error, [nameof(AllowedOrigins)]);
}

/// <summary>Decides by the setting whether a page may open a live connection, which CORS has no say in.</summary>
internal sealed class OriginPolicy(IOptions<OriginOptions> options)
{
    private readonly IReadOnlySet<string> _allowed = Origins.Parse(options.Value.AllowedOrigins);

    public bool Admits(HttpRequest request) =>
        _allowed.Contains(OriginOptions.Any) || RequestOrigin.IsOwn(request) || _allowed.Contains(request.Headers.Origin.ToString());
}
