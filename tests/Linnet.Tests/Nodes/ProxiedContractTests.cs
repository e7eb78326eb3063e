using System.Net;
using Linnet.Tests.Contract;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Nodes;

/// <summary>The whole wire contract once more, through the proxy that is shipped, with requests spread over two nodes.</summary>
public sealed class ProxiedContractTests(ProxiedNodes nodes) : ContractTests, IClassFixture<ProxiedNodes>
{
    [Fact]
    public async Task Requests_without_a_token_go_to_both_nodes_in_turns()
    {
        const string Path = "/asked/in/turns";
        for (var number = 0; number < 10; number++)
            Assert.Equal(HttpStatusCode.NotFound, (await nodes.Linnet.Http.GetAsync(new Uri(Path, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        await Eventually.TrueAsync(() => Asked(Path).Count is 10, "the proxy has told of ten requests");
        Assert.All((int[])[1, 2], node => Assert.InRange(Asked(Path).Count(asked => asked == node), 3, 7));
    }

    [Fact]
    public async Task A_token_stays_with_its_node_and_tokens_are_spread_over_both()
    {
        var used = new HashSet<int>();
        for (var number = 0; number < 20; number++)
        {
            var person = await nodes.Linnet.JoinAsync();
            var path = $"/users/{person.Username}";
            for (var read = 0; read < 5; read++)
                await person.ReadAsync(path);
            await Eventually.TrueAsync(() => Asked(path).Count is 5, "the proxy has told of five requests");
            used.Add(Assert.Single(Asked(path).Distinct()));
        }
        Assert.Equal(2, used.Count);
    }

    private protected override ScriptRunner SetUp(bool toggleSlashes) => new(nodes.Linnet, toggleSlashes, nodes.BoundByStableIdAsync);

    private List<int> Asked(string path) => nodes.Proxy.NodesAsked(path);
}
