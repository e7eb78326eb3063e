using Linnet.Hosting;

await LinnetServer.ServeAsync(args, Console.Out, CancellationToken.None);
