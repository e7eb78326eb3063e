using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Linnet.Commands;

/// <summary>The parser's help, followed by the settings of every command and examples.</summary>
internal sealed class HelpWithExamples(HelpAction help, string[] rootExamples) : SynchronousCommandLineAction
{
    private const string Settings = """
        Settings:
          --database <url>            Where the data is [default: sqlite:///./twitter.db]
          --urls <addresses>          Where to listen [default: http://localhost:8000]
          --<section>:<name> <value>  Any other setting; see docs/configuration.md
        """;

    // Otherwise "linnet import --help" would complain about the missing file.
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

/// <summary>A command with examples in its help.</summary>
internal sealed class ExampledCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Complete command lines.</summary>
    public IReadOnlyList<string> Examples => examples;
}
