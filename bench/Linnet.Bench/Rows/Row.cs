using Linnet.Bench.Report;

namespace Linnet.Bench.Rows;

/// <summary>Something that is measured under one id; it may bring several figures.</summary>
internal sealed record Row(string Id, Func<Workbench, CancellationToken, Task<IReadOnlyList<Figure>>> MeasureAsync);
