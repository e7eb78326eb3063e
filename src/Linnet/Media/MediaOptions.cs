using System.ComponentModel.DataAnnotations;
using Linnet.Common.Settings;

namespace Linnet.Media;

/// <summary>Pictures: what is accepted, and where it is kept. Section <c>Media</c>.</summary>
internal sealed class MediaOptions : IValidatableObject
{
    /// <summary>The folder of the files. Empty: beside the database, <c>twitter-media</c> for <c>twitter.db</c>; <c>media</c> with PostgreSQL.</summary>
    public string Path { get; set; } = "";

    /// <summary>The origin that serves the files, such as <c>https://media.example.org</c>. Empty: URLs are relative.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>The largest upload, in bytes.</summary>
    [Range(65_536, 268_435_456)]
    public int MaxBytes { get; set; } = 16_777_216;

    /// <summary>The most pixels of a picture in millions, counted before it is decoded; of an animation, of all frames together.</summary>
    [Range(1, 200)]
    public int MaxMegapixels { get; set; } = 50;

    /// <summary>The most frames of an animation.</summary>
    [Range(1, 10_000)]
    public int MaxFrames { get; set; } = 600;

    /// <summary>How many seconds the processing of one picture may take.</summary>
    [Range(1, 300)]
    public int Seconds { get; set; } = 10;

    /// <summary>How many pictures are processed at once. 0: half as many as the machine has cores.</summary>
    [Range(0, 64)]
    public int Workers { get; set; }

    /// <summary>How many pictures may wait for a worker.</summary>
    [Range(1, 10_000)]
    public int QueueLength { get; set; } = 32;

    /// <summary>How many pictures of one account may wait or be processed at once.</summary>
    [Range(1, 10_000)]
    public int QueuedPerAccount { get; set; } = 4;

    /// <summary>How many pictures an account may upload a day, to one node.</summary>
    [Range(1, 1_000_000)]
    public int PerDay { get; set; } = 300;

    /// <summary>After how many hours a picture is removed that nothing uses.</summary>
    [Range(1, 8760)]
    public int UnusedHours { get; set; } = 24;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        PublicUrl.Length is 0 ? [] : Origins.ErrorsIn([PublicUrl]).Select(error => new ValidationResult(error, [nameof(PublicUrl)]));
}

/// <summary>S3-compatible storage in place of the folder. Section <c>Media:S3</c>.</summary>
internal sealed class S3Options : IValidatableObject
{
    /// <summary>Empty: files are in a folder.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>The URL of a server that is not Amazon's.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; set; } = "us-east-1";

    public string AccessKey { get; set; } = "";

    [SecretSetting]
    public string SecretKey { get; set; } = "";

    /// <summary>What the names of all objects begin with.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Whether the bucket is in the path of URLs and not in the host name.</summary>
    public bool PathStyle { get; set; }

    /// <summary>How many seconds one request may take.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 10;

    internal bool IsUsed => Bucket.Length > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsUsed && (AccessKey.Length is 0 || SecretKey.Length is 0))
            yield return new ValidationResult("A bucket needs Media:S3:AccessKey and Media:S3:SecretKey.", [nameof(Bucket)]);
        if (Endpoint.Length > 0 && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            yield return new ValidationResult($"'{Endpoint}' is not a URL; write https://host.", [nameof(Endpoint)]);
    }
}
