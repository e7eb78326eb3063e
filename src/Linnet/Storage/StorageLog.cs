namespace Linnet.Storage;

/// <summary>What both engines log.</summary>
internal static partial class StorageLog
{
    public static void Migrated(ILogger logger, SchemaChange change)
    {
        // Of two that start together the second finds nothing to do.
        if (change.IsNeeded)
            Migrated(logger, change.From, change.To, string.Join(", ", change.Migrations));
    }

    [LoggerMessage(2010, LogLevel.Information, "The schema was brought from version {From} to {To}: {Migrations}")]
    private static partial void Migrated(ILogger logger, int from, int to, string migrations);
}
