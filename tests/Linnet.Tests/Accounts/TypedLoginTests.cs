using System.Net;
using System.Net.Http.Json;
using Linnet.Accounts.Passwords;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Accounts;

/// <summary>Log-ins as typed on different keyboards: with a trailing space, with decomposed accents.</summary>
public sealed class TypedLoginTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    private const string Composed = "cr\u00e8me br\u00fbl\u00e9e";
    private const string Decomposed = "cre\u0300me bru\u0302le\u0301e";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{0} ")]
    [InlineData(" {0}")]
    [InlineData("\t{0}\u00a0\n")]
    public async Task Space_around_the_name_makes_no_difference(string typed)
    {
        var person = await shared.Linnet.JoinAsync();
        var username = typed.Replace("{0}", person.Username);
        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(username, RunningLinnet.Password)).StatusCode);
        using var form = new FormUrlEncodedContent([new("username", username), new("password", RunningLinnet.Password)]);
        Assert.Equal(HttpStatusCode.OK, (await shared.Linnet.Http.PostAsync("/auth/login", form, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(username, RunningLinnet.Password + " ")).StatusCode);
    }

    [Theory]
    [InlineData(Composed, Decomposed)]
    [InlineData(Decomposed, Composed)]
    [InlineData("\u1112\u1161\u11ab\uae00 password", "\ud55c\uae00 password")]
    public async Task A_password_matches_in_every_form_of_its_accents(string registered, string typed)
    {
        var name = await RegisterAsync(registered);
        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(name, registered)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(name, typed)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(name, typed + "!")).StatusCode);
    }

    [Fact]
    public async Task An_old_hash_matches_the_password_as_typed_and_is_upgraded()
    {
        var name = await RegisterAsync(RunningLinnet.Password);
        var old = Bcrypt.Load().Hash(Decomposed, 4).ToString();
        await shared.Linnet.Services.GetRequiredService<Database>().WriteAsync(
            db => db.ExecuteAsync("update users set hashed_password = @old where username = @name", new { old, name }), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(name, Composed)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(name, Decomposed)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(name, Composed)).StatusCode);
    }

    private async Task<string> RegisterAsync(string password)
    {
        var name = $"n{Guid.NewGuid():N}"[..16];
        using var answer = await shared.Linnet.Http.PostAsJsonAsync(
            "/auth/register", new { username = name, email = $"{name}@example.org", password }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return name;
    }

    private Task<HttpResponseMessage> LogInAsync(string username, string password) =>
        shared.Linnet.Http.PostAsJsonAsync("/auth/login/json", new { username, password }, Cancellation);
}
