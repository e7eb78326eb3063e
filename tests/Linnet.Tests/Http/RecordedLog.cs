using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Linnet.Tests.Http;

/// <summary>Keeps what was logged.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, LogLevel Level, EventId Id, string Text)> _entries = new();

    public IEnumerable<(string Category, LogLevel Level, EventId Id, string Text)> Entries => _entries;

    /// <summary>Waits, ten seconds at most, until there is such an entry.</summary>
    public async Task WaitForAsync(Func<(string Category, LogLevel Level, EventId Id, string Text), bool> condition, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        while (!_entries.Any(condition))
            await Task.Delay(10, deadline.Token);
    }

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, _entries);

    public void Dispose()
    {
    }

    private sealed class Recorder(string category, ConcurrentQueue<(string, LogLevel, EventId, string)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue((category, logLevel, eventId, formatter(state, exception)));
    }
}
