using Linnet.Bench;
using Linnet.Bench.Servers;

// Two servers to compare with run in processes of their own, so that they are alone with their garbage and their JIT.
return args switch
{
    [Ceiling.Verb, var url] => await Ceiling.ServeAsync(url),
    [CommitPerRequest.Verb, var url, var database] => await CommitPerRequest.ServeAsync(url, database),
    _ => await BenchCommandLine.Parse(args).InvokeAsync(),
};
