using System.Net;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Accounts;

/// <summary>Passwords that are easy to guess, reserved names, and marks that resemble a verification badge.</summary>
public sealed class ChosenPasswordTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    private const string Guessed = "Value error, This password is among those that are guessed first";
    private const string Own = "Value error, The password should not be your own name or address";

    [Theory]
    [InlineData("password", Guessed)]
    [InlineData("12345678", Guessed)]
    [InlineData("PassWord", Guessed)]
    [InlineData("{name}", Own)]
    [InlineData("{NAME}", Own)]
    [InlineData("{name}@example.org", Own)]
    [InlineData("mail-{name}", Own, "mail-{name}@example.org")]
    [InlineData("Ada Lovelace", Own)]
    [InlineData("adalovelace", Own)]
    public async Task A_guessable_password_is_refused(string password, string message, string email = "{name}@example.org")
    {
        var person = await shared.Linnet.JoinAsync();
        var name = $"n{Guid.NewGuid():N}"[..16];
        password = password.Replace("{name}", name).Replace("{NAME}", name.ToUpperInvariant());
        email = email.Replace("{name}", name);
        var registration = new { username = name, email, password, full_name = "Ada Lovelace" };
        await AssertRefusedAsync(await person.PostAsync("/auth/register", registration), "password", message);

        var account = new { username = name, email, password = RunningLinnet.Password, full_name = "Ada Lovelace" };
        Assert.Equal(HttpStatusCode.Created, (await person.PostAsync("/auth/register", account)).StatusCode);
        var token = (string?)(await shared.Linnet.LogInAsync(name))["access_token"];
        var joined = person with { Http = shared.Linnet.ClientFor(token) };
        await AssertRefusedAsync(await joined.PutAsync("/users/me", new { password }), "password", message);
    }

    [Theory]
    [InlineData("secret123")]
    [InlineData("a password of mine")]
    public async Task Any_other_password_is_accepted(string password)
    {
        var answer = await RegisterAsync(password: password);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [InlineData("support")]
    [InlineData("Root")]
    [InlineData("security")]
    [InlineData("administrator")]
    [InlineData("well_known")]
    [InlineData("follow_requests")]
    [InlineData("home")]
    public async Task A_reserved_name_is_refused_to_a_new_account(string username) =>
        await AssertRefusedAsync(await RegisterAsync(username), "username", "Value error, This username is reserved");

    [Fact]
    public async Task An_existing_account_keeps_a_reserved_name()
    {
        var person = await shared.Linnet.JoinAsync();
        await shared.Linnet.Services.GetRequiredService<Database>().WriteAsync(
            db => db.ExecuteAsync("update users set username = 'support' where id = @Id", new { person.Id }), TestContext.Current.CancellationToken);
        await shared.Linnet.LogInAsync("support");
        Assert.Equal(HttpStatusCode.OK, (await person.PutAsync("/users/me", new { bio = "Still here." })).StatusCode);
        Assert.Equal("support", (string?)(await person.ReadAsync("/users/support"))["username"]);
    }

    [Theory]
    [InlineData("Ada ✓", "check marks")]
    [InlineData("Ada ✔\ufe0f", "check marks")]
    [InlineData("✅ Ada", "check marks")]
    [InlineData("Ada \u2611", "check marks")]
    [InlineData("Ada \U0001f5f8", "check marks")]
    [InlineData("Ada \u202eada", "direction marks")]
    [InlineData("Ada\u200f", "direction marks")]
    [InlineData("\u2067Ada\u2069", "direction marks")]
    public async Task A_name_cannot_imitate_a_verification_or_change_the_direction_of_text(string name, string marks)
    {
        var message = $"Value error, String should not contain {marks}";
        var person = await shared.Linnet.JoinAsync();
        await AssertRefusedAsync(await person.PutAsync("/users/me", new { full_name = name }), "full_name", message);
        await AssertRefusedAsync(await RegisterAsync(fullName: name), "full_name", message);
    }

    private async Task<HttpResponseMessage> RegisterAsync(string? username = null, string password = RunningLinnet.Password, string? fullName = null)
    {
        var name = $"n{Guid.NewGuid():N}"[..16];
        return await (await shared.Linnet.JoinAsync()).PostAsync(
            "/auth/register", new { username = username ?? name, email = $"{name}@example.org", password, full_name = fullName });
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, string field, string message)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var error = (await answer.ReadJsonAsync())["detail"]![0]!;
        Assert.Equal((field, message), ((string?)error["loc"]![1], (string?)error["msg"]));
        if (field is "password")
            Assert.Equal("**********", (string?)error["input"]);
    }
}
