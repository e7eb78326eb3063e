using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.OpenApi;

/// <summary>Runs third-party tools on <c>docs/openapi.json</c>. The tools, in locked versions, are in <c>tests/openapi</c>.</summary>
public sealed class ApiToolsTests
{
    private static readonly NpmTools Tools = new("openapi");

    [Fact]
    public async Task The_linter_finds_nothing()
    {
        await Tools.InstallAsync();
        await Tools.SucceedAsync("run", "lint");
    }

    [Fact]
    public async Task A_client_in_TypeScript_compiles()
    {
        await Tools.InstallAsync();
        await Tools.SucceedAsync("run", "generate");
        await Tools.SucceedAsync("run", "compile");
    }
}
