using System.Runtime.CompilerServices;
using Linnet.Common.Settings;
using Linnet.Http;
using Linnet.Media.Cleaning;
using Linnet.Media.Files;
using Linnet.Media.Processing;
using Linnet.Media.Uploads;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Media;

/// <summary>The face of the area: pictures and their files.</summary>
internal static class MediaFeature
{
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        services.AddSettings<MediaOptions>("Media");
        services.AddSettings<S3Options>("Media:S3");
        services.AddSingleton(OpenStore);
        services.AddSingleton<MediaUrls>();
        services.AddSingleton(provider => new ProcessingPool(provider.GetRequiredService<IOptions<MediaOptions>>().Value));
        services.AddSingleton<MediaService>();
        services.AddSingleton<UploadReceiver>();
        services.AddSingleton<UnusedMedia>();
        services.AddSingleton<MediaAudit>();
        return services;
    }

    /// <summary>Only a server cleans up by itself.</summary>
    public static IServiceCollection AddMediaCleaner(this IServiceCollection services) => services.AddHostedService<MediaCleaner>();

    public static void MapMedia(this IEndpointRouteBuilder routes)
    {
        var media = routes.MapGroup("/media").WithTags("media");
        FileEndpoints.Map(media.MapGroup("/files"));
        MediaEndpoints.Map(media.MapGroup("").RequireToken());
    }

    private static MediaStore OpenStore(IServiceProvider provider)
    {
        var s3 = provider.GetRequiredService<IOptions<S3Options>>().Value;
        return s3.IsUsed
            ? ConnectS3(s3)
            : new FolderStore(FolderOf(provider.GetRequiredService<IOptions<MediaOptions>>().Value, provider.GetRequiredService<DatabaseUrl>()));
    }

    // A separate method: what it names is loaded when it is compiled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static S3Store ConnectS3(S3Options options) => new(options);

    private static string FolderOf(MediaOptions options, DatabaseUrl database) => Path.GetFullPath(
        options.Path.Length > 0 ? options.Path
        : database.Engine is DatabaseEngine.Sqlite ? $"{Path.ChangeExtension(database.Target, null)}-media"
        : "media");
}
