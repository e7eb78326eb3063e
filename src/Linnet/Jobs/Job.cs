using Linnet.Storage;

namespace Linnet.Jobs;

/// <summary>Work that became due.</summary>
/// <param name="Kind">Which handler does it.</param>
/// <param name="Key">What it is about, in the handler's own words.</param>
internal sealed record Job(string Kind, string Key);

/// <summary>Does the jobs of one kind.</summary>
internal interface IJobHandler
{
    /// <summary>A word that is stored with each job, so it never changes.</summary>
    string Kind { get; }

    /// <summary>
    /// Does the work with the session of the write that removes the job: both happen, or neither does. It awaits nothing else, and
    /// accepts that what the job is about has gone.
    /// </summary>
    Task RunAsync(DbSession db, Job job);
}
