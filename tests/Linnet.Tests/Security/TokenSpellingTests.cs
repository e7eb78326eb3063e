using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Security;

/// <summary>A client chooses what it writes around its token, so the server must keep none of that in memory.</summary>
[Collection(SerialTests.Name)]
public sealed class TokenSpellingTests
{
    private const int Spellings = 20_000;
    private const int Senders = 4;
    private const long Flat = 8 * 1024 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_thousand_spellings_of_one_good_token_leave_the_heap_flat()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        await SendAsync(linnet, ada.Token, 0, 400);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await SendAsync(linnet, ada.Token, 400, Spellings);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < Flat, $"{grown} bytes more after {Spellings} spellings of one token");
    }

    [Theory]
    [Trait("Promise", "S5")]
    [InlineData("{0}", HttpStatusCode.OK)]
    [InlineData("   {0}   ", HttpStatusCode.OK)]
    [InlineData("{0}=", HttpStatusCode.Unauthorized)]
    [InlineData("{0} x", HttpStatusCode.Unauthorized)]
    [InlineData("\"{0}\"", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    public async Task A_token_has_one_spelling_and_blanks_around_it_do_not_matter(string form, HttpStatusCode status)
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        // Twice: the server answers the second request from its token cache.
        for (var time = 0; time < 2; time++)
            Assert.Equal(status, await StatusOfAsync(linnet.Http, $"bEARER {form.Replace("{0}", ada.Token, StringComparison.Ordinal)}"));
    }

    [Fact]
    [Trait("Promise", "S12")]
    public async Task A_token_of_more_than_a_kilobyte_is_refused_wherever_it_is_sent()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var endless = new string('a', 1025);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync(linnet.Http, $"Bearer {endless}"));
        var stream = await linnet.Http.GetAsync($"/sse/notifications?token={endless}", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, stream.StatusCode);
    }

    private static Task SendAsync(RunningLinnet linnet, string token, int first, int count) =>
        Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            using var http = linnet.ClientFor(token: null);
            for (var number = first + sender; number < first + count; number += Senders)
                Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(http, Spell(token, number)));
        }));

    // Six letters, each in upper or lower case, then one blank to a few thousand.
    private static string Spell(string token, int number) =>
        string.Concat("bearer".Select((letter, place) => (number >> place & 1) is 1 ? char.ToUpperInvariant(letter) : letter))
        + new string(' ', 1 + ((number >> 6) * 12)) + token;

    private static async Task<HttpStatusCode> StatusOfAsync(HttpClient http, string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/users/me");
        Assert.True(request.Headers.TryAddWithoutValidation("Authorization", authorization));
        using var answer = await http.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }
}
