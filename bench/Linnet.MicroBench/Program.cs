using BenchmarkDotNet.Running;
using Linnet.MicroBench;

BenchmarkSwitcher.FromTypes([typeof(Requests), typeof(TextScans)]).Run(args.Length > 0 ? args : ["--filter", "*"]);
