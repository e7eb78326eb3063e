using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Linnet.Tests.Fixtures;

/// <summary>
/// Reads along whatever a server logs, in every test, and keeps the events that hold what no log may hold: passwords,
/// tokens, e-mail addresses.
/// </summary>
internal sealed partial class LogWatch : ILoggerProvider, ILogger
{
    private readonly ConcurrentBag<string> _secrets = [RunningLinnet.Password];
    private readonly ConcurrentQueue<string> _found = [];

    /// <summary>The events that contain a secret.</summary>
    public IEnumerable<string> Found => _found;

    /// <param name="secret">What is to be in no event from now on.</param>
    public void Mind(string secret) => _secrets.Add(secret);

    public void Read(string text)
    {
        if (JwtOrAddress().IsMatch(text) || _secrets.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)))
            _found.Enqueue(text);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Read($"{formatter(state, exception)} {exception}");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
        // Nothing is held.
    }

    [GeneratedRegex(@"eyJ[\w-]{8,}\.eyJ|@example\.(org|com)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex JwtOrAddress();
}
