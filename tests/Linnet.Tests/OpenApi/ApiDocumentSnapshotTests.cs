using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.OpenApi;

/// <summary><c>docs/openapi.json</c> makes every change of the contract visible in reviews.</summary>
public sealed class ApiDocumentSnapshotTests
{
    private const string RenewVariable = "LINNET_TESTS_RENEW";

    private static readonly string Snapshot = Path.Combine(Repository.Root, "docs", "openapi.json");

    [Fact]
    public async Task The_committed_document_equals_the_served_one()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var served = await linnet.Http.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken) + "\n";
        if (Environment.GetEnvironmentVariable(RenewVariable) is "1")
            await File.WriteAllTextAsync(Snapshot, served, TestContext.Current.CancellationToken);
        Assert.True(
            await File.ReadAllTextAsync(Snapshot, TestContext.Current.CancellationToken) == served,
            $"The contract has changed. If this is intended, renew docs/openapi.json and commit it: {RenewVariable}=1 dotnet test --filter-class '*{nameof(ApiDocumentSnapshotTests)}'");
    }
}
