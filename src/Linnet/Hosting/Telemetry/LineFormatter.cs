using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Linnet.Hosting.Telemetry;

/// <summary>Writes each event on exactly one line.</summary>
/// <remarks>
/// The framework's single-line format replaces only line feeds: with a carriage return or an escape sequence, a message
/// could still make a terminal show a line that was never logged.
/// </remarks>
internal sealed class LineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", CultureInfo.InvariantCulture));
        textWriter.Write(NameOf(logEntry.LogLevel));
        textWriter.Write(logEntry.Category);
        textWriter.Write('[');
        textWriter.Write(logEntry.EventId.Id);
        textWriter.Write("] ");
        WriteOnOneLine(textWriter, logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is not null)
        {
            textWriter.Write(' ');
            WriteOnOneLine(textWriter, logEntry.Exception.ToString());
        }
        textWriter.Write('\n');
    }

    private static void WriteOnOneLine(TextWriter writer, string text)
    {
        foreach (var character in text)
            writer.Write(BreaksLine(character) ? ' ' : character);
    }

    // U+2028 and U+2029 are not control characters, but some viewers break lines at them.
    private static bool BreaksLine(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce: ",
        LogLevel.Debug => "dbug: ",
        LogLevel.Information => "info: ",
        LogLevel.Warning => "warn: ",
        LogLevel.Error => "fail: ",
        _ => "crit: ",
    };
}
