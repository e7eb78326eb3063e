using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Dapper;
using Linnet.Common;
using SQLitePCL;

namespace Linnet.Storage.Sqlite;

/// <summary>How the members of one type, most often an anonymous one, are bound to a statement's parameters of the same names.</summary>
internal sealed class SqliteParameters
{
    private static readonly SqliteParameters None = new([]);
    private static readonly ConcurrentDictionary<Type, SqliteParameters?> Known = [];

    private readonly Member[] _members;

    private SqliteParameters(Member[] members)
    {
        _members = members;
        HasLists = Array.Exists(members, member => member.IsList);
    }

    /// <summary>Whether a member is a list, which is bound as one JSON text: <see cref="SqliteLists"/>.</summary>
    public bool HasLists { get; }

    /// <returns>Null when a member is neither a single value nor a list of numbers or texts.</returns>
    public static SqliteParameters? Of(object? values) => values is null ? None : Known.GetOrAdd(values.GetType(), Read);

    /// <returns>For each member the parameter's index from 1 on; 0 for a member that the statement does not mention.</returns>
    public int[] IndexesIn(sqlite3_stmt statement) =>
        Array.ConvertAll(_members, member => raw.sqlite3_bind_parameter_index(statement, $"@{member.Name}"));

    public void Bind(sqlite3_stmt statement, int[] indexes, object? values)
    {
        for (var i = 0; i < indexes.Length; i++)
        {
            if (indexes[i] > 0)
                _members[i].Bind(statement, indexes[i], values!);
        }
    }

    /// <summary>The same for the mapper, which would write each element of a list into the statement.</summary>
    public DynamicParameters ForMapper(object values)
    {
        var parameters = new DynamicParameters();
        foreach (var member in _members)
            parameters.Add(member.Name, member.ValueOf(values));
        return parameters;
    }

    private static SqliteParameters? Read(Type type)
    {
        // Nothing else is sure to be read as its members: a list is a statement run many times, a dictionary has no members.
        if (type.Namespace is not null)
            return null;
        var members = Array.ConvertAll(type.GetProperties(BindingFlags.Public | BindingFlags.Instance), Member.Of);
        return Array.Exists(members, member => member is null) ? null : new SqliteParameters(members!);
    }

    private abstract class Member(string name, bool isList)
    {
        public string Name { get; } = name;

        public bool IsList { get; } = isList;

        public abstract object? ValueOf(object owner);

        public abstract void Bind(sqlite3_stmt statement, int index, object owner);

        /// <returns>Null for a type that is not bound here.</returns>
        public static Member? Of(PropertyInfo property)
        {
            Delegate? bind =
                property.PropertyType == typeof(long) ? BindLong
                : property.PropertyType == typeof(long?) ? BindNullableLong
                : property.PropertyType == typeof(int) ? BindInt
                : property.PropertyType == typeof(bool) ? BindBool
                : property.PropertyType == typeof(string) ? BindString
                : property.PropertyType == typeof(Timestamp) ? BindTimestamp
                : property.PropertyType == typeof(byte[]) ? BindBytes
                : property.PropertyType.IsAssignableTo(typeof(IEnumerable<long>)) ? BindNumbers
                : property.PropertyType.IsAssignableTo(typeof(IEnumerable<string>)) ? BindTexts
                : null;
            return bind is null
                ? null
                : (Member)Activator.CreateInstance(typeof(Member<,>).MakeGenericType(property.DeclaringType!, property.PropertyType), property, bind)!;
        }

        private static int BindLong(sqlite3_stmt statement, int index, long value) => raw.sqlite3_bind_int64(statement, index, value);

        private static int BindNullableLong(sqlite3_stmt statement, int index, long? value) =>
            value is { } number ? raw.sqlite3_bind_int64(statement, index, number) : raw.sqlite3_bind_null(statement, index);

        private static int BindInt(sqlite3_stmt statement, int index, int value) => raw.sqlite3_bind_int64(statement, index, value);

        private static int BindBool(sqlite3_stmt statement, int index, bool value) => raw.sqlite3_bind_int64(statement, index, value ? 1 : 0);

        private static int BindTimestamp(sqlite3_stmt statement, int index, Timestamp value) =>
            raw.sqlite3_bind_int64(statement, index, value.Microseconds);

        private static int BindString(sqlite3_stmt statement, int index, string? value) =>
            value is null ? raw.sqlite3_bind_null(statement, index) : raw.sqlite3_bind_text(statement, index, (ReadOnlySpan<byte>)Encoding.UTF8.GetBytes(value));

        private static int BindNumbers(sqlite3_stmt statement, int index, IEnumerable<long> values) =>
            raw.sqlite3_bind_text(statement, index, SqliteLists.ToJson(values));

        private static int BindTexts(sqlite3_stmt statement, int index, IEnumerable<string> values) =>
            raw.sqlite3_bind_text(statement, index, SqliteLists.ToJson(values));

        private static int BindBytes(sqlite3_stmt statement, int index, byte[]? value) =>
            value is null ? raw.sqlite3_bind_null(statement, index) : raw.sqlite3_bind_blob(statement, index, value);
    }

    private sealed class Member<TOwner, TValue>(PropertyInfo property, Func<sqlite3_stmt, int, TValue, int> bind)
        : Member(property.Name, typeof(TValue) != typeof(string) && typeof(TValue) != typeof(byte[]) && typeof(TValue).IsAssignableTo(typeof(IEnumerable)))
        where TOwner : class
    {
        private readonly Func<TOwner, TValue> _get = property.GetMethod!.CreateDelegate<Func<TOwner, TValue>>();

        public override object? ValueOf(object owner) => (object?)_get((TOwner)owner) switch
        {
            IEnumerable<long> numbers => Encoding.UTF8.GetString(SqliteLists.ToJson(numbers)),
            IEnumerable<string> texts => Encoding.UTF8.GetString(SqliteLists.ToJson(texts)),
            var value => value,
        };

        public override void Bind(sqlite3_stmt statement, int index, object owner)
        {
            var result = bind(statement, index, _get((TOwner)owner));
            if (result != raw.SQLITE_OK)
                throw new InvalidOperationException($"@{Name} cannot be bound: {raw.sqlite3_errstr(result).utf8_to_string()}");
        }
    }
}
