namespace Linnet.Timelines;

/// <summary>
/// A change that reaches the timelines of a large audience after its author is answered. A follower who reads before the
/// fan-out reaches them applies it to their own timeline (<see cref="CatchUp"/>), so no reader waits and none sees stale data.
/// </summary>
/// <param name="audience">Ids of accounts, ascending.</param>
/// <param name="apply">Applies the change to an account's timeline. May be called twice; the second call changes nothing.</param>
internal sealed class DeferredFanOut(long[] audience, Action<long> apply)
{
    private readonly Lock _applying = new();
    private volatile long[] _audience = audience;

    public void CatchUp(long viewer)
    {
        if (Array.BinarySearch(_audience, viewer) >= 0)
            apply(viewer);
    }

    /// <summary>Applies the change to the whole audience, unless another thread has done so. After an exception it can be called again.</summary>
    public void Finish()
    {
        lock (_applying)
        {
            foreach (var follower in _audience)
                apply(follower);
            _audience = [];
        }
    }
}
