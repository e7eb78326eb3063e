namespace Linnet.Common;

/// <summary>
/// The program cannot start, or a command cannot do its work, for a reason the operator can fix. The message is one or
/// two sentences for them and is printed without a stack trace.
/// </summary>
internal sealed class OperatorException(ExitCode exitCode, IReadOnlyList<string> errors, Exception? cause = null)
    : Exception(string.Join(Environment.NewLine, errors), cause)
{
    public OperatorException(ExitCode exitCode, string message, Exception? cause = null)
        : this(exitCode, [message], cause)
    {
    }

    public ExitCode ExitCode { get; } = exitCode;

    /// <summary>One, save for settings and arguments, of which all errors are named at once.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
