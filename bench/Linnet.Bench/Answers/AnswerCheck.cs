using System.Data.Common;
using System.Text.Json;
using Dapper;
using Linnet.Bench.Load;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Answers;

/// <summary>Compares answers with <see cref="TimelineTruth"/>: a fast wrong answer is worthless.</summary>
internal static class AnswerCheck
{
    private const int Pages = 3;

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
            for (var page = 1; page <= Pages; page++)
            {
                var answer = await linnet.GetAsync(
                    $"/tweets/timeline?page={page}&page_size={TimelineTruth.PageSize}", reader.Token, cancellation);
                Compare($"page {page} of {reader.Name}'s timeline", [$"total {total}", .. truth.ReadPage(page)], Lines(answer));
            }
        }
        return readers.Count * Pages;
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
