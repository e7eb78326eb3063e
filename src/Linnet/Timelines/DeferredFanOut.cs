namespace Linnet.Timelines;

/// <summary>
/// A change on its way to the timelines of a large audience, whose author is answered meanwhile. A reader who is among them and
/// comes first applies it to the own timeline (<see cref="ApplyTo"/>): so nobody waits, and nobody reads what was true before.
/// </summary>
/// <param name="audience">Ascending.</param>
/// <param name="apply">Applies the change to a person's timeline. It may be called twice, and must then change nothing.</param>
internal sealed class DeferredFanOut(long[] audience, Action<long> apply)
{
    private readonly Lock _walking = new();
    private volatile long[] _audience = audience;

    public void ApplyTo(long viewer)
    {
        if (Array.BinarySearch(_audience, viewer) >= 0)
            apply(viewer);
    }

    /// <summary>When it returns, everyone's timeline has the change, whoever walked. What throws may be tried again.</summary>
    public void Finish()
    {
        lock (_walking)
        {
            foreach (var follower in _audience)
                apply(follower);
            _audience = [];
        }
    }
}
