namespace Linnet.Common;

/// <summary>What the process tells its caller. Documented in <c>docs/operations.md</c>.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Success = 0,

    /// <summary>The command ran and its answer is no: counters had drifted, there is no such user.</summary>
    Failed = 1,

    /// <summary>The command line or a setting is wrong.</summary>
    Usage = 2,

    /// <summary>The database cannot be used: missing rights, damaged, made by another program or a newer version.</summary>
    Database = 3,

    /// <summary>The address to listen on is unavailable.</summary>
    Address = 4,

    /// <summary>An error in Linnet itself; the stack trace on standard error belongs in a report. <c>EX_SOFTWARE</c> of <c>sysexits.h</c>.</summary>
    Bug = 70,

    /// <summary>Stopped by Ctrl+C or SIGTERM before the work was done. Nothing of it was kept.</summary>
    Interrupted = 130,
}
