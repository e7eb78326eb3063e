namespace Linnet.Common;

/// <summary>
/// Something Linnet depends on does not answer, or a bound on waiting for it was reached. Nothing of the request was kept.
/// </summary>
/// <param name="error">The error that the caller gets: 503 or 507.</param>
/// <param name="cause">What happened, for the log only.</param>
internal sealed class OutageException(Error error, Exception? cause = null) : Exception(error.Detail, cause)
{
    public Error Error { get; } = error;
}
