using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Linnet.Common;

namespace Linnet.Relations.Filters;

/// <summary>A viewer's filters that apply, ready to be asked of many tweets.</summary>
internal sealed class ViewerFilters
{
    // A power of two.
    private const int KnownTexts = 256;

    // Answers for all words of all filters in one pass over a text: most tweets have none of them.
    private readonly SearchValues<string> _words;

    // Texts without any of the words, by their references: people read the same page again and again, and a pass with 60 words
    // takes 1.6 µs a tweet.
    private readonly string?[] _clean = new string?[KnownTexts];

    private readonly List<(Filter Filter, FilterContexts Contexts, string[] Words)> _filters;

    /// <param name="filters">At least one.</param>
    public ViewerFilters(IReadOnlyList<Filter> filters)
    {
        _filters = [.. filters.Select(filter =>
            (filter, FilterWords.ToContexts(filter.Contexts), filter.Words.Select(Fold.Key).Where(word => word.Length > 0).ToArray()))];
        _words = SearchValues.Create([.. _filters.SelectMany(filter => filter.Words).Distinct()], StringComparison.Ordinal);
    }

    /// <param name="folded">What <see cref="Fold.Key"/> makes of a text; quick when it is the same object as before.</param>
    /// <param name="context">Where it is shown.</param>
    /// <returns>Null when no filter that applies there matches.</returns>
    public FilterMatches? Match(string folded, FilterContexts context)
    {
        ref var known = ref _clean[RuntimeHelpers.GetHashCode(folded) & (KnownTexts - 1)];
        if (ReferenceEquals(Volatile.Read(ref known), folded))
            return null;
        if (!folded.AsSpan().ContainsAny(_words))
        {
            Volatile.Write(ref known, folded);
            return null;
        }
        List<FilterMatch>? matches = null;
        foreach (var (filter, contexts, words) in _filters)
        {
            if ((contexts & context) is not FilterContexts.None && Has(folded, words, filter.WholeWord))
                (matches ??= []).Add(new FilterMatch(filter.Id, filter.Title, filter.Action));
        }
        return matches is null ? null : new FilterMatches(matches);
    }

    private static bool Has(string folded, string[] words, bool isWholeWord)
    {
        foreach (var word in words)
        {
            for (var at = folded.IndexOf(word, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                if (!isWholeWord || WordEdges.Surround(folded, at, word.Length))
                    return true;
            }
        }
        return false;
    }
}

/// <summary>The filters that one tweet matches.</summary>
internal sealed class FilterMatches(IReadOnlyList<FilterMatch> matches)
{
    /// <summary>Whether one of them hides the tweet.</summary>
    public bool Hide { get; } = matches.Any(match => match.Action is FilterAction.Hide);

    /// <summary>The matches as a JSON array.</summary>
    public byte[] Json { get; } = JsonSerializer.SerializeToUtf8Bytes(matches, RelationsJson.Wire.IReadOnlyListFilterMatch);
}
