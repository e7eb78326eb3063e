using Linnet.Users;

namespace Linnet.Commands.Import;

/// <summary>
/// Gives each account a username and an address that today's rules allow. Valid names stay; among names that differ only in
/// case, the lowest id keeps its name. The others get a name derived from the old one. The same file gives the same names.
/// </summary>
internal sealed class ImportedNames
{
    private readonly Dictionary<long, string> _usernames = [];
    private readonly Dictionary<long, string> _emails = [];
    private readonly List<NameChange> _changes = [];

    /// <param name="users">By ascending id.</param>
    public ImportedNames(IEnumerable<(long Id, string Username, string Email)> users)
    {
        var (names, addresses) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var (unnamed, unreachable) = (new List<(long Id, string Old)>(), new List<(long Id, string Old)>());
        foreach (var (id, username, email) in users)
        {
            if (UserNames.KeyOf(username) is not { } key || UserNames.IsReserved(username) || !names.Add(key))
                unnamed.Add((id, username));
            if (email.Length == 0 || email.Contains('\0', StringComparison.Ordinal) || !addresses.Add(email.ToLowerInvariant()))
                unreachable.Add((id, email));
        }
        // Runs once all valid names are known, so that a derived name cannot displace a valid one.
        foreach (var (id, old) in unnamed)
            Change("username", _usernames, names, id, old, InventUsernames(old, id));
        foreach (var (id, old) in unreachable)
            Change("email", _emails, addresses, id, old, InventEmails(id));
    }

    /// <summary>Usernames by id, then addresses by id.</summary>
    public IReadOnlyList<NameChange> Changes => _changes;

    public string UsernameOf(long id, string original) => _usernames.GetValueOrDefault(id, original);

    public string EmailOf(long id, string original) => _emails.GetValueOrDefault(id, original);

    private void Change(
        string what, Dictionary<long, string> changed, HashSet<string> taken, long id, string old, IEnumerable<string> candidates)
    {
        var name = candidates.First(candidate => !UserNames.IsReserved(candidate) && taken.Add(candidate.ToLowerInvariant()));
        changed[id] = name;
        _changes.Add(new NameChange(id, what, old, name));
    }

    /// <summary><c>josé</c>: <c>jos_</c>, then <c>jos__17</c>, then <c>jos__17_2</c> and so on.</summary>
    private static IEnumerable<string> InventUsernames(string old, long id)
    {
        var stem = string.Concat(old.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        if (stem.All(character => character is '_'))
            stem = "user";
        foreach (var suffix in Suffixes(id))
            yield return string.Concat(stem.AsSpan(0, Math.Min(stem.Length, UserNames.MaxLength - suffix.Length)), suffix);
    }

    // RFC 2606: .invalid never receives mail, so mail for one account cannot reach another person.
    private static IEnumerable<string> InventEmails(long id) =>
        Suffixes(id).Skip(1).Select(suffix => $"user{suffix}@import.invalid");

    private static IEnumerable<string> Suffixes(long id) =>
        ["", $"_{(ulong)id}", .. Enumerable.Range(2, 1000).Select(attempt => $"_{(ulong)id}_{attempt}")];
}
