using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Security;

/// <summary>Each promise of <c>tests/promises.json</c> has tests that carry its id, and the docs name them all.</summary>
public sealed partial class PromisesTests
{
    private static readonly Dictionary<string, string> Promises =
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Repository.Root, "tests/promises.json")))!;

    /// <summary>The ids, each with the names of the classes that have tests of it.</summary>
    private static readonly ILookup<string, string> Tests = (
        from type in typeof(PromisesTests).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.GetCustomAttributes<FactAttribute>().Any()
        from trait in IdsOf(type).Concat(IdsOf(method)).Distinct()
        select (trait, type.Name)).Distinct().ToLookup(test => test.trait, test => test.Name);

    [Fact]
    public void Every_promise_has_a_test_and_every_test_a_promise_that_exists() =>
        Assert.Equal(Promises.Keys.Order(), Tests.Select(promise => promise.Key).Order());

    [Fact]
    public void The_table_has_every_promise_with_the_classes_that_test_it()
    {
        var rows = TableOf("promises").Select(line => Row().Match(line)).Where(row => row.Success);
        Assert.Equal(
            Promises.Select(promise => $"{promise.Key}: {promise.Value} [{string.Join(", ", Tests[promise.Key].Order(StringComparer.Ordinal).Select(name => $"`{name}`"))}]"),
            rows.Select(row => $"{row.Groups["id"]}: {row.Groups["promise"]} [{row.Groups["tests"]}]"));
    }

    [Fact]
    public void Ten_promises_and_more_have_tests_that_failed_without_their_guard()
    {
        var rows = TableOf("mutations").Where(line => !line.StartsWith("| promise", StringComparison.Ordinal)).ToList();
        Assert.All(rows, row => Assert.True(row.EndsWith(" fail |", StringComparison.Ordinal) || row.EndsWith(" they do not end |", StringComparison.Ordinal), row));
        Assert.True(rows.Select(row => row.Split(" | ")[0]).Distinct().Count() >= 10);
    }

    [Fact]
    public void Every_guard_that_can_be_taken_out_is_where_the_table_of_mutations_says()
    {
        using var mutations = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests/mutations.json")));
        Assert.All(
            mutations.RootElement.EnumerateArray().SelectMany(EditsOf),
            edit =>
            {
                var (file, taken) = (edit.GetProperty("file").GetString()!, edit.GetProperty("take").GetString()!);
                var found = File.ReadAllText(Path.Combine(Repository.Root, "src/Linnet", file)).Split(taken).Length - 1;
                Assert.True(found is 1, $"{file} has {found} times: {taken}");
            });
    }

    private static IEnumerable<JsonElement> EditsOf(JsonElement mutation) =>
        mutation.TryGetProperty("also", out var also) ? [mutation, also] : [mutation];

    /// <summary>The rows that a command wrote between its two markers.</summary>
    private static IEnumerable<string> TableOf(string name) =>
        File.ReadLines(Path.Combine(Repository.Root, "docs/security.md"))
            .SkipWhile(line => line != $"<!-- {name} -->").TakeWhile(line => line != $"<!-- /{name} -->")
            .Where(line => line.StartsWith('|') && !line.StartsWith("|--", StringComparison.Ordinal));

    private static IEnumerable<string> IdsOf(MemberInfo member) =>
        from trait in member.GetCustomAttributes<TraitAttribute>()
        where trait.Name is "Promise"
        select trait.Value;

    [GeneratedRegex(@"^\| (?<id>[CDSW][0-9]+) \| (?<promise>.+?) \| (?<tests>`.+?`) \|", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Row();
}
