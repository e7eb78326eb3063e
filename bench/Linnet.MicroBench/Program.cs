using BenchmarkDotNet.Running;
using Linnet.MicroBench;

BenchmarkSwitcher.FromTypes([typeof(Requests)]).Run(args.Length > 0 ? args : ["--filter", "*"]);
