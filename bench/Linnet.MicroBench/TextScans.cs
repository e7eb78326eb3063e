using BenchmarkDotNet.Attributes;
using Linnet.Tweets.Entities;

namespace Linnet.MicroBench;

/// <summary>What a post pays for its mentions, hashtags and links.</summary>
[InProcess]
[MemoryDiagnoser]
public class TextScans
{
    private const string Plain =
        "The linnet sings from the top of a gorse bush: a small brown finch, which was kept in cages for its song. It lives on seeds, mostly of weeds";

    private const string Rich =
        "@ada and @ben saw a linnet at https://example.org/birds/linnet?from=home (see #Birds, #nature). It was small & brown, at 12:30, in #gorse...";

    private static readonly string Signs = new('@', 10_000);

    [Benchmark(Baseline = true, Description = "140 characters without entities")]
    public int WithoutEntities() => TextScanner.Scan(Plain).Count;

    [Benchmark(Description = "140 characters with six entities")]
    public int WithEntities() => TextScanner.Scan(Rich).Count;

    [Benchmark(Description = "10,000 signs")]
    public int ManySigns() => TextScanner.Scan(Signs).Count;
}
