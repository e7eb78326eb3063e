namespace Linnet.Tests.Fixtures;

/// <summary>Where the sources are, for tests that hold docs and code against each other.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Linnet.slnx")))
                return folder;
        }
        throw new DirectoryNotFoundException("The tests run from a build folder inside the repository");
    }
}
