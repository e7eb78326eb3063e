namespace Linnet.Relations;

/// <summary>The active accounts whose timelines one tweet changes. All ascending, and none in two.</summary>
/// <param name="Shown">The author's followers who see it.</param>
/// <param name="Hidden">The author's followers who hide whom it is about. It counts in their timelines' size, and is not in them.</param>
/// <param name="ByTag">Those who do not follow the author and see it for a hashtag. It does not count in their timelines' size.</param>
internal readonly record struct Audience(long[] Shown, long[] Hidden, long[] ByTag);
