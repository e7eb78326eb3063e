using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Tweets.Polls;

/// <summary>A poll on two nodes: each shows the votes of both, one vote an account counts, and one node ends it.</summary>
public sealed class PollsOnTwoNodesTests : IAsyncLifetime
{
    private TwoNodes _nodes = null!;

    public async ValueTask InitializeAsync() => _nodes = await TwoNodes.StartAsync();

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task A_vote_at_one_node_shows_at_the_other()
    {
        var (author, authorAtB) = await _nodes.JoinAsync();
        var (voter, voterAtB) = await _nodes.JoinAsync();
        var poll = await author.PollAsync();
        // Both nodes have everything in memory.
        await Eventually.TrueAsync(async () => (await voterAtB.GetAsync($"/polls/{poll}")).IsSuccessStatusCode, "the other node knows the poll");
        await voter.ReadAsync($"/polls/{poll}");
        await voter.VoteAsync(poll, 1);
        await Eventually.TrueAsync(async () => (long)(await authorAtB.ReadAsync($"/polls/{poll}"))["voters_count"]! is 1, "the vote is counted");
        await Eventually.TrueAsync(async () => (bool)(await voterAtB.ReadAsync($"/tweets/{poll}"))["poll"]!["voted"]!, "the vote is the voter's");
        Assert.Equal(HttpStatusCode.BadRequest, (await voterAtB.PostAsync($"/polls/{poll}/votes", new { choices = new[] { 0 } })).StatusCode);
    }

    [Fact]
    public async Task Votes_at_both_at_once_are_counted_exactly()
    {
        var (author, _) = await _nodes.JoinAsync();
        var poll = await author.PollAsync();
        var voters = new List<(Person AtA, Person AtB)>();
        for (var i = 0; i < 8; i++)
            voters.Add(await _nodes.JoinAsync());
        var answers = await Task.WhenAll(
            from voter in voters
            from at in new[] { voter.AtA, voter.AtB, voter.AtA, voter.AtB }
            select VoteAsync(at));
        Assert.Equal(8, answers.Count(answer => answer.IsSuccessStatusCode));
        Assert.Equal([(8L, 8L)], PlainSql.Query<(long, long)>(_nodes.Database, "select p.voters_count, o.votes_count from polls p join poll_options o on o.poll_id = p.id and o.position = 0"));

        // On a slow machine 32 that wait for one row may be asked to come again.
        async Task<HttpResponseMessage> VoteAsync(Person voter)
        {
            while (true)
            {
                var answer = await voter.PostAsync($"/polls/{poll}/votes", new { choices = new[] { 0 } });
                if (answer.StatusCode is not HttpStatusCode.ServiceUnavailable)
                    return answer;
            }
        }
    }

    [Fact]
    public async Task One_of_the_nodes_ends_it()
    {
        var (author, _) = await _nodes.JoinAsync();
        var poll = await author.PollAsync();
        PollVoters.Add(_nodes.Database, poll, 250);
        PollVoters.End(_nodes.Database, poll);
        await Eventually.TrueAsync(() => PlainSql.Query<long>(_nodes.Database, "select count(*) from jobs where kind = 'end_poll'").Single() is 0, "the job is done");
        Assert.Equal(251, PollVoters.CountNotified(_nodes.Database));
    }
}
