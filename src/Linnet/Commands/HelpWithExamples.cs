using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Linnet.Commands;

/// <summary>The parser's own help, and below it the settings that every command takes and how the command is written.</summary>
internal sealed class HelpWithExamples(HelpAction help, string[] rootExamples) : SynchronousCommandLineAction
{
    private const string Settings = """
        Settings:
          --database <url>            Where the data is [default: sqlite:///./twitter.db]
          --urls <addresses>          Where to listen [default: http://localhost:8000]
          --<section>:<name> <value>  Any other: docs/configuration.md lists them
        """;

    // So that "linnet import --help" is help and not a complaint about the file that is missing.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(Settings);
        output.WriteLine();
        output.WriteLine("Examples:");
        foreach (var example in parseResult.CommandResult.Command is ExampledCommand command ? command.Examples : rootExamples)
            output.WriteLine($"  {example}");
        return code;
    }
}

/// <summary>A command that shows how it is written.</summary>
internal sealed class ExampledCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Whole command lines.</summary>
    public IReadOnlyList<string> Examples => examples;
}
