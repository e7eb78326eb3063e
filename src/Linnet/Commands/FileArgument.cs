using System.CommandLine;

namespace Linnet.Commands;

/// <summary>The path of a file that a command reads or writes.</summary>
internal static class FileArgument
{
    public static Argument<string> Create(string description)
    {
        var file = new Argument<string>("file") { Description = description };
        file.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && string.IsNullOrWhiteSpace(path))
                result.AddError("The file name is empty.");
        });
        return file;
    }
}
