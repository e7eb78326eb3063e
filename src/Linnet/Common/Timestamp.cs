using System.Text.Json.Serialization;

namespace Linnet.Common;

/// <summary>A moment in UTC, to the microsecond.</summary>
/// <remarks>
/// Microseconds since the Unix epoch: what both database engines store in a <c>bigint</c> and what the wire shows as
/// RFC 3339 with six decimals and <c>Z</c>. Finer than a microsecond is cut off, so that what an answer shows is what a
/// later read shows.
/// </remarks>
[JsonConverter(typeof(TimestampJsonConverter))]
internal readonly record struct Timestamp(long Microseconds) : IComparable<Timestamp>
{
    private const string WireFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static Timestamp Now(TimeProvider clock) => From(clock.GetUtcNow());

    public static Timestamp From(DateTimeOffset moment) =>
        new((moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(Microseconds * TimeSpan.TicksPerMicrosecond);

    public static Timestamp operator +(Timestamp moment, TimeSpan span) =>
        new(moment.Microseconds + (span.Ticks / TimeSpan.TicksPerMicrosecond));

    public static TimeSpan operator -(Timestamp later, Timestamp earlier) =>
        TimeSpan.FromMicroseconds(later.Microseconds - earlier.Microseconds);

    public static bool operator <(Timestamp left, Timestamp right) => left.Microseconds < right.Microseconds;

    public static bool operator >(Timestamp left, Timestamp right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(Timestamp left, Timestamp right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(Timestamp left, Timestamp right) => left.Microseconds >= right.Microseconds;

    public int CompareTo(Timestamp other) => Microseconds.CompareTo(other.Microseconds);

    public override string ToString() => ToDateTimeOffset().ToString(WireFormat);

    /// <summary>Writes the wire form as UTF-8; 27 bytes.</summary>
    public bool TryFormat(Span<byte> utf8, out int written) =>
        ToDateTimeOffset().TryFormat(utf8, out written, WireFormat);
}
