namespace Linnet.Common;

/// <summary>
/// The program cannot start, or a command cannot do its work, for a reason the operator can mend. The message is one or
/// two sentences for them and is printed without a stack trace.
/// </summary>
internal sealed class StartException(ExitCode exitCode, string message, Exception? cause = null) : Exception(message, cause)
{
    public ExitCode ExitCode { get; } = exitCode;
}
