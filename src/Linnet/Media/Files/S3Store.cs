using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Linnet.Common;

namespace Linnet.Media.Files;

/// <summary>Files as objects of S3-compatible storage.</summary>
internal sealed class S3Store(S3Options options) : MediaStore, IDisposable
{
    // At the first file: what it loads takes memory.
    private readonly Lazy<AmazonS3Client> _client = new(() => Connect(options));

    public override string Location => options.Endpoint.Length > 0 ? $"{options.Endpoint.TrimEnd('/')}/{options.Bucket}" : $"s3://{options.Bucket}";

    public override string IncomingFolder { get; } = Path.Combine(Path.GetTempPath(), "linnet-media");

    public override Task PutAsync(string name, byte[] bytes, CancellationToken cancellation) => CallAsync(async client =>
    {
        using var body = new MemoryStream(bytes, writable: false);
        return await client.PutObjectAsync(
            new PutObjectRequest { BucketName = options.Bucket, Key = KeyOf(name), InputStream = body, ContentType = "application/octet-stream", UseChunkEncoding = false },
            cancellation);
    });

    public override async Task<Stream?> OpenAsync(string name, long size, CancellationToken cancellation) =>
        await GetAsync(name, from: 0, cancellation) is { } first
            ? new S3ReadStream(first, size, async (from, token) => await GetAsync(name, from, token) ?? throw new OutageException(MediaErrors.StoreDown))
            : null;

    public override Task DeleteAsync(string name, CancellationToken cancellation) =>
        CallAsync(client => client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = options.Bucket, Key = KeyOf(name) }, cancellation));

    public override async IAsyncEnumerable<StoredFile> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = options.Prefix };
        ListObjectsV2Response? page;
        do
        {
            page = await CallAsync(client => client.ListObjectsV2Async(request, cancellation));
            foreach (var file in page?.S3Objects ?? [])
            {
                var name = file.Key[(file.Key.LastIndexOf('/') + 1)..];
                if (BlobName.IdIn(name) is not null && file.LastModified is { } storedAt)
                    yield return new StoredFile(name, file.Size ?? 0, Timestamp.From(new DateTimeOffset(storedAt.ToUniversalTime())));
            }
            request.ContinuationToken = page?.NextContinuationToken;
        }
        while (page?.IsTruncated is true);
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    private static AmazonS3Client Connect(S3Options options)
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = options.Region,
            ForcePathStyle = options.PathStyle,
            Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            MaxErrorRetry = 1,
            // Not every S3-compatible server knows the newer checksums.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint.Length > 0)
            config.ServiceURL = options.Endpoint;
        else
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        return new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }

    private string KeyOf(string name) => options.Prefix + PathOf(name);

    private async Task<Stream?> GetAsync(string name, long from, CancellationToken cancellation)
    {
        var request = new GetObjectRequest { BucketName = options.Bucket, Key = KeyOf(name) };
        if (from > 0)
            request.ByteRange = new ByteRange($"bytes={from.ToString(System.Globalization.CultureInfo.InvariantCulture)}-");
        return (await CallAsync(client => client.GetObjectAsync(request, cancellation)))?.ResponseStream;
    }

    /// <returns>Null when there is no such object.</returns>
    private async Task<T?> CallAsync<T>(Func<AmazonS3Client, Task<T>> call)
        where T : class
    {
        try
        {
            return await call(_client.Value);
        }
        catch (AmazonS3Exception error) when (error is { StatusCode: HttpStatusCode.NotFound, ErrorCode: not "NoSuchBucket" })
        {
            return null;
        }
        catch (Exception error) when (error is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or TimeoutException
            || (error is OperationCanceledException { InnerException: TimeoutException }))
        {
            throw new OutageException(MediaErrors.StoreDown, error);
        }
    }
}
