using System.Net;
using System.Text.Json.Nodes;
using Linnet.Relations.Transfer;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Relations;

/// <summary>Lists of accounts as CSV: what is written, and what is read.</summary>
public sealed class TransferTests : IAsyncLifetime
{
    private const string FollowsHeader = "Account address,Show boosts,Notify on new posts,Languages\n";
    private const string MutesHeader = "Account address,Hide notifications\n";

    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;
    private Person _cleo = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben, _cleo) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"), await _linnet.JoinAsync("cleo"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task Exports_have_Mastodons_columns()
    {
        await _ada.FollowAsync(_ben);
        await _ada.FollowAsync(_cleo);
        (await _ada.PostAsync("/users/cleo/reposts/hide")).EnsureSuccessStatusCode();
        (await _ada.PostAsync("/users/ben/mute")).EnsureSuccessStatusCode();
        (await _ada.PostAsync("/users/cleo/mute", new { duration_seconds = 3600 })).EnsureSuccessStatusCode();
        var (_, eve) = (await _linnet.JoinAsync("dan"), await _linnet.JoinAsync("eve"));
        (await _ada.PostAsync("/users/dan/block")).EnsureSuccessStatusCode();
        (await _ada.PostAsync("/users/eve/block")).EnsureSuccessStatusCode();
        (await eve.Http.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/users/me"), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        var host = _linnet.Address.Authority;
        Assert.Equal($"{FollowsHeader}ben@{host},true,false,\ncleo@{host},false,false,\n", await ExportAsync(_ada, "follows"));
        Assert.Equal($"{MutesHeader}ben@{host},true\n", await ExportAsync(_ada, "mutes"));
        Assert.Equal($"dan@{host}\n", await ExportAsync(_ada, "blocks"));
        Assert.Equal(FollowsHeader, await ExportAsync(_ben, "follows"));
    }

    [Fact]
    public async Task An_export_is_a_file_for_its_owner_only()
    {
        var answer = await _ada.GetAsync("/exports/blocks.csv");
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("blocks.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _linnet.Http.GetAsync("/exports/blocks.csv", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task An_exported_list_is_imported_by_another_account()
    {
        await _ada.FollowAsync(_cleo);
        (await _ada.PostAsync("/users/cleo/reposts/hide")).EnsureSuccessStatusCode();
        (await _ada.PostAsync("/users/ben/mute", new { notifications = false })).EnsureSuccessStatusCode();
        var dan = await _linnet.JoinAsync("dan");
        foreach (var list in new[] { "follows", "mutes", "blocks" })
        {
            var exported = await ExportAsync(_ada, list);
            if (exported.Length > 0)
                Assert.Empty((await ImportAsync(dan, list, exported))["failed"]!.AsArray());
            Assert.Equal(exported, await ExportAsync(dan, list));
        }
    }

    [Fact]
    public async Task Lines_that_fail_are_listed_and_the_others_are_imported()
    {
        (await _ben.PostAsync("/users/ada/block")).EnsureSuccessStatusCode();
        var result = await ImportAsync(_ada, "follows", $"{FollowsHeader}cleo\nben,true\n\nnobody,true\nada\ncleo@elsewhere.example\n\"x\" y,true\n");
        Assert.Equal(1, (int)result["imported"]!);
        Assert.Equal(
            ["3 ben blocked", "5 nobody user_not_found", "6 ada cannot_follow_self", "7 cleo@elsewhere.example other_server", "8  invalid_line"],
            result["failed"]!.AsArray().Select(line => $"{line!["line"]} {line["address"]} {line["code"]}"));
        Assert.Contains("cleo@", await ExportAsync(_ada, "follows"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ben\ncleo")]
    [InlineData("@ben\r\n@CLEO\r\n")]
    [InlineData("ben\rcleo\r")]
    [InlineData("\uFEFFAccount address\nben\n\"cleo\"\n")]
    [InlineData("Hide notifications,Account address\nfalse,ben\ntrue,cleo\n")]
    public async Task Lists_of_other_shapes_are_read(string csv)
    {
        Assert.Equal(2, (int)(await ImportAsync(_ada, "blocks", csv))["imported"]!);
        Assert.Equal(2, (await _ada.ReadAsync("/blocks")).AsArray().Count);
    }

    [Fact]
    public async Task Repeating_an_import_changes_nothing()
    {
        (await _cleo.PutAsync("/users/me", new { is_locked = true })).EnsureSuccessStatusCode();
        for (var times = 0; times < 2; times++)
        {
            Assert.Equal(2, (int)(await ImportAsync(_ada, "follows", $"{FollowsHeader}ben,false,false,\ncleo,false,false,\n"))["imported"]!);
            Assert.True((bool)(await _ada.ReadAsync($"/relationships?ids={_cleo.Id}"))[0]!["requested"]!);
            Assert.True((bool)(await _ada.ReadAsync($"/relationships?ids={_ben.Id}"))[0]!["hiding_reposts"]!);
        }
    }

    [Fact]
    public async Task A_list_that_is_too_long_is_refused_as_a_whole()
    {
        var answer = await _ada.PostAsync("/imports/blocks", new { csv = $"ben\n{string.Concat(Enumerable.Repeat("x\n", RelationImport.MostLines))}" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("too_many_lines", (string?)(await answer.ReadJsonAsync())["code"]);
        Assert.Empty((await _ada.ReadAsync("/blocks")).AsArray());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _ada.PostAsync("/imports/blocks", new { csv = "" })).StatusCode);
    }

    [Fact]
    public async Task A_long_list_is_exported_whole()
    {
        // More than one batch.
        PlainSql.Execute(_linnet.Database, """
            insert into users (username, email, hashed_password, created_at)
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 1001)
            select 'u' || i, 'u' || i || '@example.org', 'x', 0 from n
            """);
        PlainSql.Execute(
            _linnet.Database, $"insert into mutes (muter_id, muted_id, hides_notifications, created_at) select {_ada.Id}, id, true, 0 from users where username like 'u%'");
        Assert.Equal(1_002, (await ExportAsync(_ada, "mutes")).AsSpan().Count('\n'));
    }

    private static async Task<string> ExportAsync(Person person, string list)
    {
        var answer = await person.GetAsync($"/exports/{list}.csv");
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<JsonNode> ImportAsync(Person person, string list, string csv)
    {
        var answer = await person.PostAsync($"/imports/{list}", new { csv });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.ReadJsonAsync();
    }
}
