namespace Linnet.Jobs;

/// <summary>The face of the area: work that is done later, once, by one node.</summary>
internal static class JobsFeature
{
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<JobMetrics>()
        .AddSingleton<JobRunner>()
        .AddSingleton<JobList>();

    /// <summary>Only a server does jobs; commands schedule them.</summary>
    public static IServiceCollection AddJobWorker(this IServiceCollection services) => services.AddHostedService<JobWorker>();
}
