using Linnet.Tests.Contract.Rows;
using Xunit;

namespace Linnet.Tests.Contract;

/// <summary>
/// The wire contract, row by row. A row is a short script of requests and of what each must be answered; the tables are
/// in <c>Rows</c>, how to read them is said at <see cref="ScriptLine"/>, <see cref="ScriptRunner"/> and <see cref="Expectation"/>.
/// </summary>
public abstract class ContractTests
{
    private static readonly Dictionary<string, string> Table = new(
        [.. AuthRows.Table, .. UserRows.Table, .. TweetRows.Table, .. DifferenceRows.Table, .. InputRows.Table]);

    public static TheoryData<string> Rows => new(Table.Keys);

    public static TheoryData<string> Routes => new(RouteRows.Protected);

    public static TheoryData<string, string> Unsupported => RouteRows.Unsupported;

    [Theory]
    [MemberData(nameof(Rows))]
    public Task The_contract_holds(string row) => PlayAsync(Table[row]);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task A_trailing_slash_makes_no_difference(string row) => PlayAsync(Table[row], toggleSlashes: true);

    [Theory]
    [MemberData(nameof(Routes))]
    public Task A_route_is_closed_to_those_who_are_not_logged_in(string route) => PlayAsync($"""
        nobody {route} => 401 not_authenticated "Not authenticated"
        forger {route} => 401 invalid_token "Could not validate credentials"
        """);

    [Theory]
    [MemberData(nameof(Routes))]
    public Task A_route_is_closed_to_deactivated_accounts(string route) => PlayAsync($"""
        ada GET /users/me => 200
        operator DEACTIVATE $ada
        ada {route} => 400 inactive_user "Inactive user"
        """);

    [Theory]
    [MemberData(nameof(Unsupported))]
    public Task Other_methods_are_not_allowed(string method, string path) => PlayAsync($"""
        nobody {method} {path} => 405 method_not_allowed "Method Not Allowed"
        ada {method} {path} => 405 method_not_allowed "Method Not Allowed"
        """);

    [Theory]
    [InlineData("""nobody GET /health => 201""")]
    [InlineData("""nobody GET /health => 200 User""")]
    [InlineData("""nobody GET /health => 200 {"status": "ill"}""")]
    [InlineData("""nobody GET /health => 200 {"colour": null}""")]
    [InlineData("""nobody GET /nowhere => 404 not_found "Gone" """)]
    [InlineData("""nobody GET /nowhere => 404 user_not_found "Not Found" """)]
    [InlineData("""ada POST /tweets/ {} => 422 missing body.contents "Field required" """)]
    [InlineData("""ada POST /tweets/ {} => 422""")]
    [InlineData("""ada GET /users/$ada/followers => 200 [{}]""")]
    public async Task A_script_that_is_not_true_fails(string script)
    {
        using var stage = SetUp(toggleSlashes: false);
        await Assert.ThrowsAsync<Xunit.Sdk.XunitException>(() => stage.PlayAsync(script));
    }

    private protected abstract ScriptRunner SetUp(bool toggleSlashes);

    private async Task PlayAsync(string script, bool toggleSlashes = false)
    {
        using var stage = SetUp(toggleSlashes);
        await stage.PlayAsync(script);
    }
}
