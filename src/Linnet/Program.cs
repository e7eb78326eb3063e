using Linnet.Commands;

return await LinnetCommandLine.RunAsync(args, Console.Error);
