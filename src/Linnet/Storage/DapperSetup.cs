using System.Data;
using Dapper;
using Linnet.Common;

namespace Linnet.Storage;

/// <summary>How rows become objects: snake_case columns to PascalCase properties, <c>bigint</c> to <see cref="Timestamp"/>.</summary>
internal static class DapperSetup
{
    static DapperSetup()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new TimestampHandler());
        // Lists are padded to a few sizes, so that a page of 19 and one of 20 ids share a prepared statement.
        SqlMapper.Settings.PadListExpansions = true;
    }

    /// <summary>To be called before the mapper is used. Not at start: with all that it loads it is 5 MB of memory.</summary>
    public static void Ensure()
    {
    }

    private sealed class TimestampHandler : SqlMapper.TypeHandler<Timestamp>
    {
        public override Timestamp Parse(object value) => new((long)value);

        public override void SetValue(IDbDataParameter parameter, Timestamp value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.Microseconds;
        }
    }
}
