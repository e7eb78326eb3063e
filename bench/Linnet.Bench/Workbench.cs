using Linnet.Bench.Answers;
using Linnet.Bench.Data;
using Linnet.Bench.Load;
using Linnet.Bench.Servers;

namespace Linnet.Bench;

/// <summary>What every row works with: servers on fresh data, a load generator, and rounds that alternate.</summary>
internal sealed class Workbench : IDisposable
{
    private const int ReadersChecked = 10;

    private readonly BenchOptions _options;
    private readonly string _workFolder;
    private readonly DataSetCache _data;
    private readonly Wrk _wrk;

    private Workbench(BenchOptions options, LinnetProgram linnet)
    {
        _options = options;
        Linnet = linnet;
        // A folder of this run alone: two runs may share the data sets.
        _workFolder = Directory.CreateDirectory(Path.Combine(options.DataFolder, $"run-{Environment.ProcessId}")).FullName;
        _data = new DataSetCache(options.DataFolder, _workFolder, linnet);
        _wrk = new Wrk(_workFolder);
    }

    public LinnetProgram Linnet { get; }

    public string DataFolder => _options.DataFolder;

    /// <summary>On the disk of the data sets, for as long as this.</summary>
    public string WorkFolder => _workFolder;

    public int Rounds => _options.Rounds;

    /// <summary>How many rounds come before the first that counts.</summary>
    public int WarmUps => (int)Math.Ceiling(_options.WarmUp / RoundLength);

    public TimeSpan RoundLength => _options.RoundLength;

    /// <summary>How many answers were compared with the database so far.</summary>
    public int AnswersChecked { get; private set; }

    public static async Task<Workbench> PrepareAsync(BenchOptions options, CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.DataFolder);
        return new Workbench(options, await LinnetProgram.FindAsync(options.Published, options.DataFolder, cancellation));
    }

    public async Task<RunningLinnet> StartLinnetAsync(
        DataSet set, CancellationToken cancellation, int bcryptCost = LinnetProgram.CheapestBcrypt)
    {
        var database = new SqliteCopy(await CopyAsync(set, cancellation));
        return new RunningLinnet(await Linnet.StartAsync(database.Setting, cancellation, bcryptCost), set, database);
    }

    /// <param name="database">With the data set in it.</param>
    public async Task<RunningLinnet> StartLinnetAsync(DataSet set, ServedDatabase database, CancellationToken cancellation) =>
        new(await Linnet.StartAsync(database.Setting, cancellation), set, database);

    /// <returns>The path of a copy that lasts as long as this.</returns>
    public Task<string> CopyAsync(DataSet set, CancellationToken cancellation) => _data.CopyAsync(set, cancellation);

    /// <exception cref="BenchException">A timeline is not what the database says.</exception>
    public async Task CheckTimelinesAsync(RunningLinnet linnet, IEnumerable<Reader> readers, CancellationToken cancellation) =>
        AnswersChecked += await AnswerCheck.TimelinesAsync(linnet, [.. readers.Take(ReadersChecked)], cancellation);

    /// <summary>Loads a server for the length of a round.</summary>
    /// <exception cref="BenchException">Not every request was answered with success.</exception>
    public async Task<WrkResult> LoadAsync(Uri server, IReadOnlyList<IReadOnlyList<LoadRequest>> lists, CancellationToken cancellation)
    {
        var result = await TryLoadAsync(server, lists, cancellation);
        return result.Refused + result.Failed == 0
            ? result
            : throw new BenchException($"Of {result.Requests} requests {result.Refused} were refused and {result.Failed} failed.");
    }

    /// <summary>The same, for someone who counts what goes wrong.</summary>
    public Task<WrkResult> TryLoadAsync(Uri server, IReadOnlyList<IReadOnlyList<LoadRequest>> lists, CancellationToken cancellation) =>
        _wrk.RunAsync(server, lists, RoundLength, cancellation);

    /// <summary>
    /// Measures each side once a round, in turns, so that what else the machine does meets all sides alike. Rounds before
    /// the first warm up and do not count.
    /// </summary>
    /// <param name="sides">Each is given the round's number; the warm-up's are 0 and below.</param>
    /// <returns>For each side what its rounds brought.</returns>
    public async Task<List<T>[]> AlternateAsync<T>(params Func<int, Task<T>>[] sides)
    {
        var results = Array.ConvertAll(sides, _ => new List<T>());
        for (var round = 1 - WarmUps; round <= Rounds; round++)
        {
            for (var side = 0; side < sides.Length; side++)
            {
                var result = await sides[side](round);
                if (round > 0)
                    results[side].Add(result);
            }
        }
        return results;
    }

    public void Dispose() => Directory.Delete(_workFolder, recursive: true);
}
