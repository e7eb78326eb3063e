using System.Data.Common;
using System.Text.Json;
using Dapper;
using Linnet.Bench.Load;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Answers;

/// <summary>Compares answers with <see cref="TimelineTruth"/>: a fast wrong answer is worthless.</summary>
internal static class AnswerCheck
{
    // With its number a page is not filled up, so that the next one does not repeat tweets.
    private static readonly (int Number, string Query)[] Pages = [(1, ""), (1, "page=1&"), (2, "page=2&"), (3, "page=3&")];

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    /// <summary>Compares the first pages of people's timelines, once nobody writes any more.</summary>
    /// <returns>How many answers were compared.</returns>
    /// <exception cref="BenchException">One differs.</exception>
    public static async Task<int> TimelinesAsync(RunningLinnet linnet, IReadOnlyList<Reader> readers, CancellationToken cancellation)
    {
        using var connection = linnet.Database.Open();
        await WaitForQuietAsync(connection, linnet.Database.SelectCommits, cancellation);
        foreach (var reader in readers)
        {
            var truth = new TimelineTruth(connection, reader.Id);
            var total = truth.ReadTotal();
            foreach (var (number, query) in Pages)
            {
                var path = $"/tweets/timeline?{query}page_size={TimelineTruth.PageSize}";
                var answer = await linnet.GetAsync(path, reader.Token, cancellation);
                Compare($"{path} of {reader.Name}", [$"total {total}", .. truth.ReadPage(number, isFilled: query is "")], Lines(answer));
            }
        }
        return readers.Count * Pages.Length;
    }

    // The load generator hangs up when its time is over; what it sent last may still be on its way into the database.
    private static async Task WaitForQuietAsync(DbConnection connection, string selectCommits, CancellationToken cancellation)
    {
        long before;
        do
        {
            before = connection.QuerySingle<long>(selectCommits);
            await Task.Delay(Quiet, cancellation);
        }
        while (connection.QuerySingle<long>(selectCommits) != before);
    }

    private static List<string> Lines(byte[] answer)
    {
        using var json = JsonDocument.Parse(answer);
        return [$"total {json.RootElement.GetProperty("total")}", .. json.RootElement.GetProperty("tweets").EnumerateArray().Select(AnsweredTweet.Describe)];
    }

    private static void Compare(string what, List<string> expected, List<string> answered)
    {
        if (expected.SequenceEqual(answered, StringComparer.Ordinal))
            return;
        var at = expected.Zip(answered).TakeWhile(pair => pair.First == pair.Second).Count();
        throw new BenchException(
            $"Wrong answer: {what}, line {at}: the database says '{expected.ElementAtOrDefault(at)}', Linnet '{answered.ElementAtOrDefault(at)}'.");
    }
}
