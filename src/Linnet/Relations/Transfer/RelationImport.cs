using Linnet.Common;
using Linnet.Http;

namespace Linnet.Relations.Transfer;

/// <summary>Follows, blocks and mutes the accounts of a list, one after the other, each as if its owner had done it.</summary>
internal sealed class RelationImport(FollowService follows, BlockService blocks, MuteService mutes)
{
    /// <summary>How many accounts a list has at most.</summary>
    public const int MostLines = 1_000;

    /// <remarks>Repeating it changes nothing, so an import that was interrupted is continued by sending it again.</remarks>
    /// <param name="list">What to do with the accounts.</param>
    /// <param name="accountId">Who does it.</param>
    /// <param name="csv">The list.</param>
    /// <param name="host">The name of this server, which addresses may have.</param>
    /// <param name="cancellation">Ends it after some line.</param>
    /// <returns>What was done; an error when nothing was, or when the account itself has gone.</returns>
    public async Task<Result<ImportResult>> ImportAsync(
        TransferList list, long accountId, string csv, string host, CancellationToken cancellation)
    {
        var lines = ImportLines.Read(csv).Take(MostLines + 1).ToList();
        if (lines.Count > MostLines)
            return TransferErrors.TooManyLines;
        var failed = new List<FailedLine>();
        foreach (var line in lines)
        {
            var error = await ImportAsync(list, accountId, line, host, cancellation);
            if (error == CallerErrors.SessionEnded)
                return error;
            if (error is not null)
                failed.Add(new FailedLine(line.Number, line.Address ?? "", error.Code, error.Detail));
        }
        return new ImportResult(lines.Count - failed.Count, failed);
    }

    private async Task<Error?> ImportAsync(TransferList list, long accountId, ImportLine line, string host, CancellationToken cancellation)
    {
        if (line.Address is not { } address)
            return TransferErrors.NotCsv;
        if (NameOf(address, host) is not { } name)
            return TransferErrors.Elsewhere;
        return list switch
        {
            TransferList.Follows => await FollowAsync(accountId, name, line.Flag, cancellation),
            TransferList.Blocks => ErrorOf(await blocks.BlockAsync(accountId, name, cancellation)),
            TransferList.Mutes => ErrorOf(await mutes.MuteAsync(accountId, name, duration: null, line.Flag ?? true, cancellation)),
            _ => throw new ArgumentOutOfRangeException(nameof(list), list, "A list that cannot be imported"),
        };
    }

    private async Task<Error?> FollowAsync(long accountId, string name, bool? showsReposts, CancellationToken cancellation)
    {
        var followed = await follows.FollowAsync(accountId, name, cancellation);
        var isNew = followed.Succeeded(out var outcome, out var error);
        if (!isNew && error == RelationErrors.AlreadyRequested)
            return null;
        if (!isNew && error != RelationErrors.AlreadyFollowing)
            return error;
        // A request carries no such wish.
        return showsReposts is { } shows && outcome is not { IsRequested: true }
            ? ErrorOf(await follows.HideRepostsAsync(accountId, name, hides: !shows, cancellation))
            : null;
    }

    private static Error? ErrorOf(Result<long> result) => result.Succeeded(out _, out var error) ? null : error;

    /// <returns>Null for an account of another server.</returns>
    private static string? NameOf(string address, string host)
    {
        var name = address.AsSpan().TrimStart('@');
        var at = name.IndexOf('@');
        if (at < 0)
            return name.ToString();
        return name[(at + 1)..].Equals(host, StringComparison.OrdinalIgnoreCase) ? name[..at].ToString() : null;
    }
}
