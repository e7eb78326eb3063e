using System.Net;
using System.Net.Http.Json;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Accounts;

public sealed class RegisterTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;

    public async ValueTask InitializeAsync() => _linnet = await RunningLinnet.StartAsync();

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task Registration_returns_the_account_with_its_address()
    {
        var answer = await RegisterAsync("Alice_1", "Alice@EXAMPLE.org", fullName: "Alice", bio: null);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var account = await answer.ReadJsonAsync();
        Assert.Equal("Alice_1", account["username"]!.GetValue<string>());
        Assert.Equal("Alice@example.org", account["email"]!.GetValue<string>());
        Assert.Equal("Alice", account["full_name"]!.GetValue<string>());
        Assert.Null(account["bio"]);
        Assert.Null(account.AsObject()["password"]);
        Assert.Null(account.AsObject()["hashed_password"]);
        Assert.True(account["is_active"]!.GetValue<bool>());
        Assert.False(account["is_verified"]!.GetValue<bool>());
        Assert.Equal(0, account["followers_count"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("ALICE", "other@example.org", "Username already registered", "username_taken")]
    [InlineData("bob", "ALICE@example.org", "Email already registered", "email_taken")]
    [InlineData("Alice", "alice@example.org", "Username already registered", "username_taken")]
    public async Task A_taken_name_or_address_is_refused_in_any_case(string username, string email, string detail, string code)
    {
        await RegisterAsync("alice", "alice@example.org");
        var refused = await RegisterAsync(username, email);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var error = await refused.ReadJsonAsync();
        Assert.Equal(detail, error["detail"]!.GetValue<string>());
        Assert.Equal(code, error["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("me")]
    [InlineData("Auth")]
    [InlineData("tweets")]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("ünicode")]
    [InlineData("line\n")]
    [InlineData("abcdefghijklmnopqrstuvwxyz12345")]
    public async Task A_name_that_breaks_the_rules_is_refused(string username) =>
        await AssertErrorAsync(await RegisterAsync(username, "a@example.org"), "username");

    [Theory]
    [Trait("Promise", "S8")]
    [InlineData("seven77")]
    [InlineData("🐦🐦🐦🐦🐦🐦🐦")]
    [InlineData("correct\0horse")]
    [InlineData("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+")]
    [InlineData("🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦!")]
    public async Task A_password_that_breaks_the_rules_is_refused_and_not_repeated(string password)
    {
        var refused = await RegisterAsync("alice", "a@example.org", password);
        await AssertErrorAsync(refused, "password");
        Assert.DoesNotContain(password, await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [Trait("Promise", "S8")]
    [InlineData("eight888")]
    [InlineData("🐦🐦🐦🐦🐦🐦🐦🐦")]
    [InlineData("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")]
    public async Task A_password_at_the_limits_of_the_rules_logs_in(string password)
    {
        Assert.Equal(HttpStatusCode.Created, (await RegisterAsync("alice", "a@example.org", password)).StatusCode);
        await _linnet.LogInAsync("alice", password);
    }

    [Fact]
    public async Task Of_32_concurrent_registrations_of_one_name_one_succeeds()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => RegisterAsync(i % 2 is 0 ? "alice" : "Alice", $"a{i}@example.org")));
        Assert.Equal(1, answers.Count(answer => answer.StatusCode is HttpStatusCode.Created));
        Assert.Equal(31, answers.Count(answer => answer.StatusCode is HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Of_32_concurrent_registrations_of_one_address_one_succeeds()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => RegisterAsync($"user{i}", "a@example.org")));
        Assert.Equal(1, answers.Count(answer => answer.StatusCode is HttpStatusCode.Created));
        Assert.Equal(31, answers.Count(answer => answer.StatusCode is HttpStatusCode.BadRequest));
    }

    private Task<HttpResponseMessage> RegisterAsync(
        string username, string email, string password = RunningLinnet.Password, string? fullName = null, string? bio = null) =>
        _linnet.Http.PostAsJsonAsync(
            "/auth/register", new { username, email, password, full_name = fullName, bio, is_verified = true, id = 99 }, TestContext.Current.CancellationToken);

    private static async Task AssertErrorAsync(HttpResponseMessage answer, string member)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var error = Assert.Single((await answer.ReadJsonAsync())["detail"]!.AsArray())!;
        Assert.Equal(["body", member], error["loc"]!.AsArray().Select(step => step!.GetValue<string>()));
    }
}
