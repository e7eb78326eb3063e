using System.Net;
using System.Text.RegularExpressions;
using Linnet.Common;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Commands;

/// <summary><c>linnet user</c> as an operator runs it, beside a running server.</summary>
public sealed partial class UserCommandTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private RunningLinnet _linnet = null!; // InitializeAsync runs before every test.

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _linnet = await RunningLinnet.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _linnet.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("ADA", "ada")]
    [InlineData("@ada", "ada")]
    [InlineData("love", "ada")]
    [InlineData("Ada@example.org", "ada")]
    [InlineData("1", "ada")]
    [InlineData("a", "ada", "b_b")]
    [InlineData("_", "b_b")]
    public async Task Accounts_are_found_by_name_by_part_of_a_name_by_address_and_by_id(string text, params string[] expected)
    {
        var ada = await _linnet.JoinAsync("ada");
        (await ada.PutAsync("/users/me", new { full_name = "Ada Lovelace" })).EnsureSuccessStatusCode();
        var bob = await _linnet.JoinAsync("b_b");
        (await bob.PutAsync("/users/me", new { full_name = "Bab%" })).EnsureSuccessStatusCode();
        var found = await RunAsync("find", text);
        Assert.Equal(expected, NamesIn(found));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("!")]
    public async Task A_search_without_results_gives_exit_code_1(string text)
    {
        await _linnet.JoinAsync("ada");
        var outcome = await StartAsync("find", text);
        Assert.Equal((int)ExitCode.Failed, outcome.ExitCode);
        Assert.Contains("No account matches", Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_newest_first_and_filtered_by_time_role_state_and_count()
    {
        foreach (var name in (string[])["ada", "bob", "cy"])
            await _linnet.JoinAsync(name);
        PlainSql.Execute(_linnet.Database, "update users set created_at = 1 where username = 'ada'");
        await RunAsync("deactivate", "bob");
        await RunAsync("promote", "cy", "--role", "moderator");
        Assert.Equal(["cy", "bob", "ada"], NamesIn(await RunAsync("list")));
        Assert.Equal(["cy", "bob"], NamesIn(await RunAsync("list", "--since", "1h")));
        Assert.Equal(["cy", "bob"], NamesIn(await RunAsync("list", "--since", "2024-01-31")));
        Assert.Equal(["bob"], NamesIn(await RunAsync("list", "--inactive")));
        Assert.Equal(["cy"], NamesIn(await RunAsync("list", "--role", "moderator")));
        var cut = await StartAsync("list", "--limit", "2");
        Assert.Equal(["cy", "bob"], NamesIn(cut.Output));
        Assert.Contains("more than 2", cut.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list --since yesterday", "--since is 'yesterday'")]
    [InlineData("list --limit 0", "--limit is 0")]
    [InlineData("list --role king", "king")]
    [InlineData("create ada --email nowhere", "email: ")]
    [InlineData("create me --email ada@example.org", "username: ")]
    [InlineData("create a-b --email ada@example.org", "username: ")]
    [InlineData("create ada", "--email")]
    [InlineData("rename ada a-b", "username: ")]
    [InlineData("promote ada --role king", "king")]
    public async Task A_wrong_argument_is_reported_in_one_line_with_exit_code_2(string arguments, string expected)
    {
        var outcome = await StartAsync(arguments.Split(' '));
        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains(expected, Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("reset-password")]
    [InlineData("end-sessions")]
    [InlineData("promote")]
    [InlineData("demote")]
    [InlineData("verify")]
    [InlineData("activate")]
    [InlineData("deactivate")]
    [InlineData("delete")]
    public async Task Every_command_reports_a_missing_account(string verb)
    {
        foreach (var name in (string[])["nobody", "nobody@example.org", "id:99", "id:x", "no body"])
        {
            var outcome = await StartAsync(verb, name);
            Assert.Equal((int)ExitCode.Failed, outcome.ExitCode);
            Assert.StartsWith("There is no user ", Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_new_account_logs_in_with_the_printed_password()
    {
        var output = await RunAsync("create", "Ada", "--email", "ada@example.org", "--full-name", "Ada Lovelace", "--role", "admin");
        Assert.Contains("role       admin", output, StringComparison.Ordinal);
        Assert.Contains("name       Ada Lovelace", output, StringComparison.Ordinal);
        Assert.NotNull(await _linnet.LogInAsync("ada", PasswordIn(output)));
        var again = await StartAsync("create", "ADA", "--email", "other@example.org");
        Assert.Equal(1, again.ExitCode);
        Assert.EndsWith("Username already registered.\n", again.Error, StringComparison.Ordinal);
        var address = await StartAsync("create", "ben", "--email", "ADA@example.org");
        Assert.Equal(1, address.ExitCode);
        Assert.EndsWith("Email already registered.\n", address.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_password_replaces_the_old_one_and_ends_every_session()
    {
        var ada = await _linnet.JoinAsync("ada");
        var password = PasswordIn(await RunAsync("reset-password", "ada"));
        await EndsAsync(ada);
        Assert.NotNull(await _linnet.LogInAsync("ada", password));
        using var http = new HttpClient { BaseAddress = _linnet.Address };
        var old = await http.PostAsync(
            "/auth/login", new FormUrlEncodedContent([new("username", "ada"), new("password", RunningLinnet.Password)]), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
    }

    [Fact]
    public async Task A_password_is_read_from_standard_input_by_the_rules_of_registration()
    {
        await _linnet.JoinAsync("ada");
        var outcome = await StartAsync("first line\nsecond\n", ["reset-password", "ada", "--password-stdin"]);
        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain("first line", outcome.Output, StringComparison.Ordinal);
        Assert.NotNull(await _linnet.LogInAsync("ada", "first line"));
        (await _linnet.JoinAsync("bernadette")).Http.Dispose();
        foreach (var wrong in (string[])["", "short", new('x', 73), "12345678", "bernadette"])
        {
            outcome = await StartAsync(wrong, ["reset-password", "bernadette", "--password-stdin"]);
            Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
            Assert.StartsWith("password: ", outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_new_account_cannot_have_a_guessable_password()
    {
        foreach (var wrong in (string[])["password1", "bernadette"])
        {
            var outcome = await StartAsync(wrong, ["create", "bernadette", "--email", "b@example.org", "--password-stdin"]);
            Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
            Assert.StartsWith("password: ", outcome.Error, StringComparison.Ordinal);
        }
        Assert.Equal((int)ExitCode.Failed, (await StartAsync("show", "bernadette")).ExitCode);
    }

    [Fact]
    public async Task A_renamed_account_keeps_its_sessions_and_frees_its_name()
    {
        var ada = await _linnet.JoinAsync("ada");
        var bob = await _linnet.JoinAsync("bob");
        await bob.ReadAsync("/users/ada");
        var tweet = await ada.TweetAsync("hello");
        Assert.Equal("Username already registered.", (await StartAsync("rename", "ada", "BOB")).Error.Trim());
        await RunAsync("rename", "ada", "Countess");
        await Eventually.TrueAsync(
            async () => (string?)(await bob.ReadAsync($"/tweets/{tweet}"))["author"]!["username"] is "Countess", "the new name is shown");
        Assert.Equal("Countess", (string?)(await bob.ReadAsync("/users/countess"))["username"]);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync("/users/ada")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/users/me")).StatusCode);
        var successor = new { username = "ada", email = "other@example.org", password = RunningLinnet.Password };
        var id = (long?)(await (await bob.PostAsync("/auth/register", successor)).EnsureSuccessStatusCode().ReadJsonAsync())["id"];
        Assert.Equal(id, (long?)(await bob.ReadAsync("/users/ada"))["id"]);
    }

    [Fact]
    public async Task Ending_sessions_keeps_the_password()
    {
        var ada = await _linnet.JoinAsync("ada");
        Assert.Contains("sessions   0", await RunAsync("end-sessions", "ada"), StringComparison.Ordinal);
        await EndsAsync(ada);
        Assert.NotNull(await _linnet.LogInAsync("ada"));
    }

    [Fact]
    public async Task Deletion_requires_the_option_yes()
    {
        var ada = await _linnet.JoinAsync("ada");
        await ada.TweetAsync("hello");
        var asked = await StartAsync("delete", "ada");
        Assert.Equal(1, asked.ExitCode);
        Assert.Contains("Add --yes", asked.Error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/users/me")).StatusCode);
        await RunAsync("delete", "ada", "--yes");
        await EndsAsync(ada);
        Assert.Equal(HttpStatusCode.NotFound, (await (await _linnet.JoinAsync("bob")).GetAsync("/users/ada")).StatusCode);
    }

    [Fact]
    public async Task A_role_is_granted_and_revoked_and_never_shown_to_others()
    {
        var ada = await _linnet.JoinAsync("ada");
        Assert.Contains("role       admin", await RunAsync("promote", "ada"), StringComparison.Ordinal);
        Assert.Null((await ada.ReadAsync("/users/ada"))["role"]);
        Assert.Contains("role       user", await RunAsync("demote", "id:1"), StringComparison.Ordinal);
    }

    private static Task<TimeSpan> EndsAsync(Person person) => Eventually.TrueAsync(
        async () => (await person.GetAsync("/users/me")).StatusCode is HttpStatusCode.Unauthorized, "the token is invalid");

    private static string[] NamesIn(string table) =>
        [.. table.TrimEnd().Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])];

    private static string PasswordIn(string output) => PasswordLine().Match(output).Groups["password"].Value;

    private async Task<string> RunAsync(params string[] arguments)
    {
        var outcome = await StartAsync(arguments);
        Assert.True(outcome.ExitCode is 0, outcome.Error);
        return outcome.Output;
    }

    private Task<ProcessOutcome> StartAsync(params string[] arguments) => StartAsync(null, arguments);

    private Task<ProcessOutcome> StartAsync(string? input, string[] arguments) =>
        LinnetProcess.RunAsync(_folder, input, ["user", .. arguments, $"--database={_linnet.Database}", "--passwords:bcryptcost=4"]);

    [GeneratedRegex("password   (?<password>\\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PasswordLine();
}
