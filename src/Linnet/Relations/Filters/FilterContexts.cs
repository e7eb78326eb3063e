namespace Linnet.Relations.Filters;

/// <summary>Where a filter applies.</summary>
/// <remarks>Stored: each value keeps its number.</remarks>
[Flags]
internal enum FilterContexts
{
    None = 0,

    Home = 1,

    /// <summary>The feed of all tweets.</summary>
    Public = 2,

    /// <summary>The tweets of one account.</summary>
    Profile = 4,

    /// <summary>A tweet, its replies and its quotes.</summary>
    Thread = 8,

    Notifications = 16,
}

/// <summary>The words of <see cref="FilterContexts"/> and <see cref="FilterAction"/> on the wire.</summary>
internal static class FilterWords
{
    private static readonly (string Word, FilterContexts Context)[] Contexts =
    [
        ("home", FilterContexts.Home),
        ("public", FilterContexts.Public),
        ("profile", FilterContexts.Profile),
        ("thread", FilterContexts.Thread),
        ("notifications", FilterContexts.Notifications),
    ];

    public static IReadOnlyList<string> AllContexts { get; } = [.. Contexts.Select(pair => pair.Word)];

    public static FilterContexts ToContexts(IReadOnlyList<string> words) =>
        Contexts.Where(pair => words.Contains(pair.Word)).Aggregate(FilterContexts.None, (all, pair) => all | pair.Context);

    public static IReadOnlyList<string> ToWords(FilterContexts contexts) =>
        [.. Contexts.Where(pair => contexts.HasFlag(pair.Context)).Select(pair => pair.Word)];

    public static FilterAction ToAction(string word) => word is "hide" ? FilterAction.Hide : FilterAction.Warn;
}
