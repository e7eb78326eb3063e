namespace Linnet.Bench.Load;

/// <summary>A request as the load generator sends it.</summary>
/// <param name="Token">Without <c>Bearer</c>.</param>
/// <param name="Body">JSON on one line; empty for none.</param>
internal sealed record LoadRequest(string Method, string Path, string Token, string Body = "")
{
    public static LoadRequest Get(string path, Reader reader) => new("GET", path, reader.Token);

    public static LoadRequest Post(string path, Reader reader, string body = "") => new("POST", path, reader.Token, body);

    public static LoadRequest Delete(string path, Reader reader) => new("DELETE", path, reader.Token);

    /// <summary>The line that <c>requests.lua</c> reads.</summary>
    public override string ToString() => $"{Method}\t{Path}\t{Token}\t{Body}";
}

/// <summary>Somebody who is logged in.</summary>
internal sealed record Reader(long Id, string Token)
{
    public string Name => Data.DataSet.NameOf(Id);
}
