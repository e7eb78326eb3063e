namespace Linnet.Common;

/// <summary>What sort of refusal a <see cref="Error"/> is. <c>Http/ErrorResult</c> maps each kind to one status.</summary>
internal enum ErrorKind
{
    /// <summary>The request contradicts what is stored (400).</summary>
    Refused,

    /// <summary>No valid credentials (401, with <c>WWW-Authenticate: Bearer</c>).</summary>
    Unauthenticated,

    /// <summary>Valid credentials without the right to do this (403).</summary>
    Forbidden,

    /// <summary>What the request names does not exist (404).</summary>
    NotFound,

    /// <summary>It was changed by another request since the caller read it (409).</summary>
    Conflict,

    /// <summary>Asked too often; the answer says when to come back (429, with <c>Retry-After</c>).</summary>
    TooMany,

    /// <summary>A bound on waiting was reached; the same request may succeed later (503, with <c>Retry-After</c>).</summary>
    Unavailable,

    /// <summary>There is no room left to store it (507).</summary>
    StorageFull,
}

/// <summary>An expected refusal, as a value.</summary>
/// <param name="Kind">Decides the HTTP status.</param>
/// <param name="Code">A stable word for programs, snake_case.</param>
/// <param name="Detail">A sentence for people. Safe to show to anyone: no SQL, no stack, no secret.</param>
internal sealed record Error(ErrorKind Kind, string Code, string Detail)
{
    /// <summary>Of a request that does several things at once: which of them was refused, from 0.</summary>
    public int? Index { get; init; }
}
