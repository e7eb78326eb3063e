using System.Text.Json;
using Linnet.Http.Rendering;
using Linnet.Relations;

namespace Linnet.Tweets.Threads;

/// <summary>A thread around a tweet, as one viewer sees it.</summary>
/// <param name="Ancestors">The oldest first.</param>
/// <param name="Descendants">In the order in which they are read.</param>
/// <param name="Shown">Those of them that the viewer sees; tombstones stand for the others.</param>
/// <param name="Viewer">Whom it is for.</param>
/// <param name="IsTruncated">Whether there are more.</param>
/// <param name="Next">Where the next part of the descendants begins.</param>
internal sealed record ThreadView(
    IReadOnlyList<ThreadNode> Ancestors,
    IReadOnlyList<ThreadNode> Descendants,
    Dictionary<long, TweetView> Shown,
    Viewer Viewer,
    bool IsTruncated,
    long? Next)
{
    /// <summary>Writes it as <see cref="ThreadContext"/> is written.</summary>
    public void Write(JsonBuffer json)
    {
        json.Write("{\"ancestors\":"u8);
        Write(json, Ancestors);
        json.Write(",\"descendants\":"u8);
        Write(json, Descendants);
        json.Write(IsTruncated ? ",\"truncated\":true"u8 : ",\"truncated\":false"u8);
        if (Next is { } next)
        {
            json.Write(",\"next\":"u8);
            json.Write(next);
        }
        json.Write("}"u8);
    }

    private void Write(JsonBuffer json, IReadOnlyList<ThreadNode> nodes)
    {
        json.Write("["u8);
        for (var index = 0; index < nodes.Count; index++)
        {
            if (index > 0)
                json.Write(","u8);
            if (Shown.TryGetValue(nodes[index].Id, out var view))
                view.Write(json);
            else
                json.Write(JsonSerializer.SerializeToUtf8Bytes(ToTombstone(nodes[index]), TweetsJson.Wire.Tombstone));
        }
        json.Write("]"u8);
    }

    private Tombstone ToTombstone(ThreadNode node) => new() { Id = node.Id, Reason = ReasonOf(node), ReplyToId = node.ParentId };

    // An account that the author blocks, or that does not follow them, must not learn more here: what the viewer may not see looks
    // like what was deleted.
    private TombstoneReason ReasonOf(ThreadNode node) =>
        node.AuthorId is not { } author || !Viewer.MaySee(author, node.Visibility) ? TombstoneReason.Unavailable
        : node.IsHidden ? TombstoneReason.Hidden
        : Viewer.Blocks(author) ? TombstoneReason.Blocked
        : TombstoneReason.Unavailable;
}
