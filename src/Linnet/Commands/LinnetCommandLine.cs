using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Linnet.Commands.Check;
using Linnet.Commands.Users;
using Linnet.Common;
using Linnet.Hosting;

namespace Linnet.Commands;

/// <summary>The command line: the commands, their options, and the settings that every command accepts.</summary>
internal static class LinnetCommandLine
{
    // How long a command may take to stop after Ctrl+C or SIGTERM. Longer than the server's grace period for requests.
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(10);

    // "@ada" is a name here, not a response file.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs a command to completion.</summary>
    /// <param name="args">The arguments after <c>linnet</c>.</param>
    /// <param name="output">Receives the error messages.</param>
    /// <returns>The process's exit code: an <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        try
        {
            return await InvokeAsync(args);
        }
        catch (OperatorException refusal)
        {
            return await EndAsync(output, refusal.ExitCode, refusal.Errors);
        }
        catch (OutageException outage)
        {
            return await EndAsync(output, ExitCode.Database, [$"{outage.Message}. {outage.InnerException?.Message}"]);
        }
        catch (OperationCanceledException)
        {
            return await EndAsync(output, ExitCode.Interrupted, ["Stopped before completion; no changes were kept."]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return await EndAsync(output, ExitCode.Database, [error.Message]);
        }
        catch (Exception bug)
        {
            await output.WriteLineAsync($"This is a bug in Linnet {LinnetVersion.Text}:{Environment.NewLine}{bug}");
            return (int)ExitCode.Bug;
        }
    }

    private static async Task<int> InvokeAsync(string[] args)
    {
        // Separating settings from options requires the commands, so the commands read this list later, when they run.
        var settings = new List<string>();
        var root = CreateRoot(settings);
        var (found, others) = SettingsArguments.Split(args, root);
        settings.AddRange(found);
        var parsed = root.Parse(others, Parsing);
        if (parsed.Action is ParseErrorAction)
            throw new OperatorException(ExitCode.Usage, [.. parsed.Errors.Select(error => OnOneLine(error.Message))]);
        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TerminationTimeout,
        });
    }

    // The parser lists an option's allowed words on separate lines.
    private static string OnOneLine(string message) =>
        string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static RootCommand CreateRoot(IReadOnlyList<string> settings)
    {
        var root = new RootCommand("Linnet, a microblog server. Without a command it runs the server.");
        root.SetAction((_, cancellation) => ServeAsync(settings, cancellation));
        var serve = new ExampledCommand("serve", "Serve the API. This is the default command.", "linnet serve --urls http://localhost:8001");
        serve.SetAction((_, cancellation) => ServeAsync(settings, cancellation));
        root.Add(serve);
        root.Add(CheckCommand.Create(settings));
        root.Add(ImportCommand.Create(settings));
        root.Add(MoveCommand.Create(settings));
        root.Add(SeedCommand.Create(settings));
        root.Add(MigrateCommand.Create(settings));
        root.Add(RecountCommand.Create(settings));
        root.Add(JobsCommand.Create(settings));
        root.Add(MediaCommand.Create(settings));
        root.Add(BackupCommand.Create(settings));
        root.Add(UserCommand.Create(settings));
        root.Options.OfType<VersionOption>().Single().Recursive = true;
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples(
            (HelpAction)help.Action!,
            ["linnet", "linnet --urls http://0.0.0.0:8080 --database /var/lib/linnet/linnet.db", "linnet import --help"]);
        return root;
    }

    private static async Task<int> ServeAsync(IReadOnlyList<string> settings, CancellationToken cancellation)
    {
        // The parser handles SIGTERM only once it has a task to wait for. A start on its thread, or a server that has just
        // begun to serve, would be killed by one.
        await Task.Yield();
        await LinnetServer.ServeAsync([.. settings], Console.Out, cancellation);
        return (int)ExitCode.Success;
    }

    // One line each, because an argument, a path or another program's message may contain line breaks.
    private static async Task<int> EndAsync(TextWriter output, ExitCode code, IReadOnlyList<string> errors)
    {
        foreach (var error in errors)
            await output.WriteLineAsync(TerminalSafeText.Clean(error.ReplaceLineEndings(" ")));
        return (int)code;
    }
}
