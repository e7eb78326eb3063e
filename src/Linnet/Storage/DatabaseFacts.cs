namespace Linnet.Storage;

/// <summary>What an operator wants to know of a database before a server is started on it.</summary>
/// <param name="Engine">The engine and its version.</param>
/// <param name="Encoding">How it keeps text.</param>
/// <param name="Errors">A sentence for each right that is lacking; none when a server can work with it.</param>
internal sealed record DatabaseFacts(string Engine, string Encoding, IReadOnlyList<string> Errors);
