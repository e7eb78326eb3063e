namespace Linnet.Storage;

/// <summary>What brings, or brought, a schema up to date.</summary>
/// <param name="From">The version it is or was at; 0 when there is none.</param>
/// <param name="To">The version this program works with.</param>
/// <param name="Migrations">Their names, in order; none when there is nothing to do.</param>
internal sealed record SchemaChange(int From, int To, IReadOnlyList<string> Migrations)
{
    public bool IsNeeded => Migrations.Count > 0;
}
