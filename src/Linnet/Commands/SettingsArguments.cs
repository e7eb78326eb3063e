using System.CommandLine;
using Linnet.Common;

namespace Linnet.Commands;

/// <summary>Separates settings (<c>--database x</c>, <c>--storage:idlereaders=4</c>) from the commands' own options.</summary>
/// <remarks>
/// Runs before parsing: the parser would take the value of an unknown option for an argument, and
/// <c>linnet import --database a.db b.db</c> would import <c>a.db</c>. Settings are not declared as options because their
/// names are case-insensitive.
/// </remarks>
internal static class SettingsArguments
{
    private const string Prefix = "--";

    /// <returns>The settings, each as <c>--name=value</c>, and all other arguments in order.</returns>
    /// <exception cref="OperatorException">A setting has no value.</exception>
    public static (List<string> Settings, List<string> Others) Split(string[] args, Command root)
    {
        var options = OptionNames(root).ToHashSet(StringComparer.Ordinal);
        var (settings, others) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=')[0];
            if (!IsSettingName(name) || options.Contains(name))
                others.Add(args[i]);
            else if (args[i].Length > name.Length)
                settings.Add(args[i]);
            else if (i + 1 < args.Length && !args[i + 1].StartsWith(Prefix, StringComparison.Ordinal))
                settings.Add($"{name}={args[++i]}");
            else
                throw new OperatorException(ExitCode.Usage, $"{name} needs a value: {name} value");
        }
        return (settings, others);
    }

    private static bool IsSettingName(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) && name.Length > Prefix.Length;

    private static IEnumerable<string> OptionNames(Command command) =>
        command.Options.SelectMany(option => option.Aliases.Append(option.Name))
            .Concat(command.Subcommands.SelectMany(OptionNames));
}
