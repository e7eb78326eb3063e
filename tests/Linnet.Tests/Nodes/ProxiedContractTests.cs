using Linnet.Tests.Contract;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Nodes;

/// <summary>The whole wire contract once more, through the proxy that is shipped, with requests spread over two nodes.</summary>
public sealed class ProxiedContractTests(ProxiedNodes nodes) : ContractTests, IClassFixture<ProxiedNodes>
{
    [Fact]
    public async Task Requests_are_spread_over_both_nodes()
    {
        var before = (Of(1), Of(2));
        for (var person = 0; person < 20; person++)
            await nodes.Linnet.JoinAsync();
        // 40 requests without a token go to the nodes in turns.
        await Eventually.TrueAsync(() => Of(1) - before.Item1 >= 15 && Of(2) - before.Item2 >= 15, "both had their part");
    }

    [Fact]
    public async Task A_token_stays_with_its_node()
    {
        for (var number = 0; number < 4; number++)
        {
            var person = await nodes.Linnet.JoinAsync();
            var before = (Of(1), Of(2));
            for (var read = 0; read < 10; read++)
                await person.ReadAsync("/users/me");
            await Eventually.TrueAsync(() => Of(1) + Of(2) >= before.Item1 + before.Item2 + 10, "the proxy has told of ten requests");
            Assert.True(Of(1) == before.Item1 || Of(2) == before.Item2, "One person's reads went to both nodes");
        }
    }

    private protected override Stage SetUp(bool toggleSlashes) => new(nodes.Linnet, toggleSlashes, nodes.SettleAsync);

    private int Of(int node) => nodes.Proxy.CountAnswersOf(node);
}
