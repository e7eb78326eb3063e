namespace Linnet.Relations;

/// <summary>The active followers of an author, for one tweet. Both ascending.</summary>
/// <param name="Shown">Those who see it.</param>
/// <param name="Hidden">Those who hide whom it is about. It counts in their timelines' size, and is not in them.</param>
internal readonly record struct Audience(long[] Shown, long[] Hidden);
