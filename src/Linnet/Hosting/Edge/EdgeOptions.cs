using System.ComponentModel.DataAnnotations;

namespace Linnet.Hosting.Edge;

/// <summary>Which hosts and proxies the server trusts, and how long a request may take to arrive. Section <c>Server</c>.</summary>
internal sealed class EdgeOptions : IValidatableObject
{
    /// <summary>
    /// The host names of the server, without ports, separated by semicolons: <c>example.org;*.example.org</c>. <c>*</c> allows any.
    /// </summary>
    [Required]
    public string AllowedHosts { get; set; } = HostNames.Any;

    /// <summary>
    /// The reverse proxies whose <c>X-Forwarded-For</c> and <c>-Proto</c> are trusted: addresses, networks
    /// (<c>10.0.0.0/8</c>), and <c>unix</c> for all clients of a socket file; separated by semicolons.
    /// </summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>Whether their <c>X-Forwarded-Host</c> is trusted too.</summary>
    public bool TrustForwardedHost { get; set; }

    /// <summary>Which clients receive JSON of more than a kilobyte compressed, if they ask for it.</summary>
    public CompressFor Compress { get; set; } = CompressFor.Remote;

    /// <summary>
    /// The limit on open connections, including sockets and streams. 0: the process's limit on open files, minus what files and
    /// the database need.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MaxConnections { get; set; }

    /// <summary>How long a connection may stay open without sending anything, in seconds.</summary>
    [Range(1, 3_600)]
    public int SilentSeconds { get; set; } = 30;

    /// <summary>The mode of socket files, in octal: which users may connect to them.</summary>
    [Required]
    [RegularExpression("0?[0-7]{3}", ErrorMessage = "must be a file mode in octal, such as 0660.")]
    public string SocketMode { get; set; } = "0660";

    /// <summary>
    /// How long browsers that came over https use nothing else, in seconds (<c>Strict-Transport-Security</c>); 0 sends no such
    /// header.
    /// </summary>
    [Range(0, 63_072_000)]
    public int HstsSeconds { get; set; } = 31_536_000;

    /// <summary>How long the headers of a request may take, in seconds.</summary>
    [Range(1, 300)]
    public int HeaderTimeoutSeconds { get; set; } = 15;

    /// <summary>How long a body may arrive more slowly than <see cref="MinBodyBytesPerSecond"/>, in seconds; then the response is 408.</summary>
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
