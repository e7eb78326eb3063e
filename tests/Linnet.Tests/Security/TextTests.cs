using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Security;

/// <summary>Text is kept as it was written: nothing is normalised, cut or taken for something else.</summary>
[Trait("Promise", "S13")]
public sealed class TextTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    public static TheoryData<string> Kept => new(Texts.Keys);

    private static readonly Dictionary<string, string> Texts = new()
    {
        ["280 emoji"] = string.Concat(Enumerable.Repeat("🐦", 280)),
        ["composed"] = "caf\u00e9",
        ["decomposed"] = "cafe\u0301",
        ["joined"] = "👩\u200d👩\u200d👧\u200d👦 \u0915\u094d\u200d\u0937",
        ["right to left, and overridden"] = "\u202eevil\u202c שלום \u2066x\u2069",
        ["a byte order mark and noncharacters"] = "\ufeffa\ufffeb\uffff",
        ["what looks like SQL"] = "'; drop table tweets; -- \" %_\\ @id $1 {0}",
        ["what looks like markup"] = "<script>alert(1)</script>&amp;\u2028",
        ["lines and tabs"] = "a\r\n\tb\rc\n",
    };

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task It_comes_back_as_it_was_sent(string kind)
    {
        var person = await shared.Linnet.JoinAsync();
        var id = await person.TweetAsync(Texts[kind]);
        Assert.Equal(Texts[kind], (string?)(await person.ReadAsync($"/tweets/{id}"))["content"]);
        // lang=sql
        var select = $"select {(TestDatabase.IsPostgres ? "convert_to(content, 'UTF8')" : "cast(content as blob)")} from tweets where id = @id";
        Assert.Equal(Encoding.UTF8.GetBytes(Texts[kind]), PlainSql.Query<byte[]>(shared.Linnet.Database, select, new { id }).Single());
    }

    [Theory]
    [InlineData("🐦", 281, "string_too_long")]
    [InlineData("\0", 1, "value_error")]
    [InlineData("a\0b", 1, "value_error")]
    [InlineData("a\u0001b\u001b[2J\u007f", 1, "value_error")]
    public async Task What_cannot_be_kept_is_refused(string text, int times, string type)
    {
        var person = await shared.Linnet.JoinAsync();
        var answer = await person.PostAsync("/tweets/", new { content = string.Concat(Enumerable.Repeat(text, times)) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(type, (string?)(await answer.ReadJsonAsync())["detail"]![0]!["type"]);
    }

    [Theory]
    [InlineData("/auth/login/json", "username")]
    [InlineData("/auth/login/json", "password")]
    [InlineData("/auth/register", "password")]
    [InlineData("/auth/refresh", "refresh_token")]
    public async Task NUL_is_refused_also_in_texts_that_are_never_shown(string path, string member)
    {
        var body = new JsonObject
        {
            ["username"] = "nulls",
            ["email"] = "nulls@example.org",
            ["password"] = "a good password",
            ["refresh_token"] = "x",
        };
        body[member] = "a good\0one";
        using var answer = await shared.Linnet.Http.PostAsync(path, JsonContent.Create(body), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var error = (await answer.ReadJsonAsync())["detail"]![0]!;
        Assert.Equal((member, "Value error, String should not contain NUL characters"), ((string?)error["loc"]![1], (string?)error["msg"]));
    }
}
