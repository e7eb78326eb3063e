using Linnet.Common;

namespace Linnet.Relations.Transfer;

internal static class TransferErrors
{
    public static readonly Error TooManyLines = new(
        ErrorKind.Refused, "too_many_lines", $"At most {RelationImport.MostLines} accounts at once: send the list in parts");

    public static readonly Error NotCsv = new(ErrorKind.Refused, "invalid_line", "Not a line of CSV");

    public static readonly Error Elsewhere = new(ErrorKind.Refused, "other_server", "An account of another server");
}
