namespace Linnet.Common.Caching;

/// <summary>What a load found, and which commits it saw.</summary>
/// <param name="Found">The entries that exist, by key.</param>
/// <param name="AsOf">The commits that they show.</param>
internal readonly record struct Loaded<TKey, T>(IReadOnlyDictionary<TKey, T> Found, Snapshot AsOf)
    where TKey : notnull;
