using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Paging;

/// <summary>A list as a client walks it.</summary>
/// <param name="Reader">Who reads it.</param>
/// <param name="Path">Where it is.</param>
/// <param name="LimitName">What the size of a page is called.</param>
internal sealed partial record PagedList(Person Reader, string Path, string LimitName = "limit")
{
    public async Task<Page> ReadAsync(string query)
    {
        var answer = await Reader.GetAsync($"{Path}?{query}");
        var json = await answer.EnsureSuccessStatusCode().ReadJsonAsync();
        var elements = json as JsonArray ?? json["tweets"]!.AsArray();
        var links = answer.Headers.TryGetValues("Link", out var values) ? LinkParts().Matches(string.Join(", ", values)) : null;
        return new Page(
            [.. elements.Select(element => element!["id"]!.GetValue<long>())],
            links?.ToDictionary(link => link.Groups["rel"].Value, link => new Uri(link.Groups["url"].Value)) ?? []);
    }

    /// <summary>Pages until an empty one, by <c>skip</c> or, where the list has pages, by <c>page</c>.</summary>
    public async Task<List<long>> WalkByCountingAsync(int limit)
    {
        var all = new List<long>();
        for (var number = 0; ; number++)
        {
            var position = LimitName is "page_size" ? $"page={number + 1}" : $"skip={number * limit}";
            var page = await ReadAsync($"{position}&{LimitName}={limit}");
            if (page.Ids.Count == 0)
                return all;
            all.AddRange(page.Ids);
        }
    }

    /// <summary>Follows one relation from a page until there is nothing more.</summary>
    /// <param name="from">Not part of what is returned.</param>
    /// <param name="relation"><c>next</c> or <c>prev</c>.</param>
    /// <param name="beforeEach">Done before each step.</param>
    /// <returns>The pages in the order in which they were read.</returns>
    public async Task<List<Page>> FollowAsync(Page from, string relation, Func<Task>? beforeEach = null)
    {
        var pages = new List<Page>();
        for (var page = from; page.Links.TryGetValue(relation, out var url);)
        {
            if (beforeEach is not null)
                await beforeEach();
            page = await ReadAsync(url.Query[1..]);
            pages.Add(page);
        }
        return pages;
    }

    [GeneratedRegex("<(?<url>[^>]+)>; rel=\"(?<rel>\\w+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkParts();
}

/// <param name="Ids">In the order of the answer.</param>
/// <param name="Links">The header <c>Link</c>, by relation.</param>
internal sealed record Page(List<long> Ids, Dictionary<string, Uri> Links);
