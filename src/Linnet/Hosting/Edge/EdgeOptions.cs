using System.ComponentModel.DataAnnotations;

namespace Linnet.Hosting.Edge;

/// <summary>Whom the server believes before it knows who calls, and how long a request may take to come in. Section <c>Server</c>.</summary>
internal sealed class EdgeOptions : IValidatableObject
{
    /// <summary>
    /// The host names of the server, without ports, separated by semicolons: <c>example.org;*.example.org</c>. <c>*</c> is any.
    /// </summary>
    [Required]
    public string AllowedHosts { get; set; } = HostNames.Any;

    /// <summary>
    /// The reverse proxies whose <c>X-Forwarded-For</c> and <c>-Proto</c> are believed: addresses, networks
    /// (<c>10.0.0.0/8</c>), and <c>unix</c> for all who come through a socket file; separated by semicolons.
    /// </summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>Whether their <c>X-Forwarded-Host</c> is believed as well.</summary>
    public bool TrustForwardedHost { get; set; }

    /// <summary>To whom JSON of more than a kilobyte goes out compressed, if they ask for it.</summary>
    public CompressFor Compress { get; set; } = CompressFor.Remote;

    /// <summary>
    /// How many connections there may be at once, sockets and streams among them. 0: as many as the process may open files, less
    /// what files and the database need.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MaxConnections { get; set; }

    /// <summary>How long a connection may be open without having sent anything, in seconds.</summary>
    [Range(1, 3_600)]
    public int SilentSeconds { get; set; } = 30;

    /// <summary>Who may connect to a socket file among the addresses to listen on: its mode, in octal.</summary>
    [Required]
    [RegularExpression("0?[0-7]{3}", ErrorMessage = "write the mode of a file in octal, such as 0660.")]
    public string SocketMode { get; set; } = "0660";

    /// <summary>
    /// How long a browser that came over https comes back over nothing else, in seconds (<c>Strict-Transport-Security</c>); 0 does
    /// not say so.
    /// </summary>
    [Range(0, 63_072_000)]
    public int HstsSeconds { get; set; } = 31_536_000;

    /// <summary>How long the head of a request may take, in seconds.</summary>
    [Range(1, 300)]
    public int HeaderTimeoutSeconds { get; set; } = 15;

    /// <summary>How long a body may be slower than <see cref="MinBodyBytesPerSecond"/>, in seconds; then 408.</summary>
    [Range(2, 300)]
    public int BodyGraceSeconds { get; set; } = 5;

    [Range(1, 1_000_000)]
    public int MinBodyBytesPerSecond { get; set; } = 240;

    public UnixFileMode ReadSocketMode() => (UnixFileMode)Convert.ToInt32(SocketMode, 8);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. from error in HostNames.ErrorsIn(AllowedHosts) select new ValidationResult(error, [nameof(AllowedHosts)]),
        .. from error in ProxyList.Parse(TrustedProxies).Errors select new ValidationResult(error, [nameof(TrustedProxies)]),
    ];
}
