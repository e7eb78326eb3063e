using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Linnet.Accounts.Passwords;
using Linnet.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>
/// The whole server on a real socket, with a new database. In this process, so that a test can look inside
/// through <see cref="Services"/>; what needs a process to kill or to trace starts one.
/// </summary>
internal sealed class RunningLinnet : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    // The cheapest bcrypt, without its warning: a test is about what a log-in does, not what it costs. No limits: tests
    // are impolite.
    private static readonly string[] TestSettings =
        ["--urls=http://127.0.0.1:0", "--passwords:bcryptcost=4", "--ratelimits:enabled=false", "--media:seconds=120",
         "--logging:loglevel:default=Information", "--logging:Console:loglevel:default=Warning",
         $"--logging:Console:loglevel:{typeof(PasswordHasher).FullName}=Error"];

    // Tests crowd one row and share a processor, so more time: the error for a timeout has separate tests.
    private static readonly string[] EngineSettings = TestDatabase.IsPostgres ? ["--storage:postgreswaitseconds=5"] : [];

    private readonly WebApplication _app;
    private readonly TempFolder _folder;
    private readonly LogWatch _watch = new();
    private readonly bool _ownsDatabase;
    private int _joined;

    private RunningLinnet(WebApplication app, TempFolder folder, string database, bool ownsDatabase)
    {
        _app = app;
        _ownsDatabase = ownsDatabase;
        Database = database;
        _folder = folder;
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(_watch);
        Address = new Uri(app.Urls.First());
        Http = ClientFor(token: null);
    }

    /// <summary>Where its clients connect to.</summary>
    public Uri Address { get; private set; }

    /// <summary>As the setting is written.</summary>
    public string Database { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>A client without a token.</summary>
    public HttpClient Http { get; }

    /// <param name="settings">As on the command line: <c>--name=value</c>.</param>
    public static async Task<RunningLinnet> StartAsync(params string[] settings)
    {
        var folder = new TempFolder();
        var database = await TestDatabase.CreateAsync(folder);
        var app = LinnetHost.BuildServer([.. TestSettings, .. EngineSettings, $"--database={database}", $"--media:path={folder.File("media")}", .. settings]);
        await LinnetServer.StartAsync(app, TestContext.Current.CancellationToken);
        return new RunningLinnet(app, folder, database, ownsDatabase: true);
    }

    /// <summary>One node of several on a database, which stays when it goes.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public static async Task<RunningLinnet> StartNodeAsync(string database, params string[] settings)
    {
        var folder = new TempFolder();
        var app = LinnetHost.BuildServer([.. TestSettings, $"--database={database}", $"--media:path={folder.File("media")}", .. settings]);
        await LinnetServer.StartAsync(app, TestContext.Current.CancellationToken);
        return new RunningLinnet(app, folder, database, ownsDatabase: false);
    }

    /// <summary>From now on its clients come through a proxy. To be said before the first of them does anything.</summary>
    public void ComeThrough(Uri proxy)
    {
        Address = proxy;
        Http.BaseAddress = proxy;
    }

    /// <summary>Registers and logs in somebody whom no other test knows.</summary>
    public Task<Person> JoinAsync() => JoinAsync($"p{Interlocked.Increment(ref _joined)}");

    /// <summary>Registers and logs in.</summary>
    public async Task<Person> JoinAsync(string username)
    {
        var registered = await Http.PostAsJsonAsync(
            "/auth/register", new { username, email = $"{username}@example.org", password = Password }, TestContext.Current.CancellationToken);
        var account = await registered.EnsureSuccessStatusCode().ReadJsonAsync();
        return new Person(username, account["id"]!.GetValue<long>(), ClientFor((await LogInAsync(username))["access_token"]!.GetValue<string>()));
    }

    /// <returns>The whole token answer.</returns>
    public async Task<JsonNode> LogInAsync(string username, string password = Password)
    {
        var answer = await Http.PostAsJsonAsync("/auth/login/json", new { username, password }, TestContext.Current.CancellationToken);
        var tokens = await answer.EnsureSuccessStatusCode().ReadJsonAsync();
        _watch.Mind((string)tokens["refresh_token"]!);
        return tokens;
    }

    public HttpClient ClientFor(string? token)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        // As at a SIGTERM: disposing alone would cut the background services off, and each would log that it failed.
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (_ownsDatabase)
            await TestDatabase.DropAsync(Database);
        _folder.Dispose();
        Assert.Empty(_watch.Found);
    }
}

internal static class HttpResponseExtensions
{
    /// <exception cref="JsonException">The body is no JSON.</exception>
    public static async Task<JsonNode> ReadJsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
}
