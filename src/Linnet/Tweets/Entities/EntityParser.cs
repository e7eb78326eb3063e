using Linnet.Common;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Tweets.Entities;

/// <summary>Finds the entities of a content inside the write that stores it, so that all clients agree on them.</summary>
internal sealed class EntityParser(IOptions<TweetOptions> options)
{
    /// <param name="db">The session of the write.</param>
    /// <param name="content">What is written.</param>
    /// <param name="found">What <see cref="TextScanner"/> found in it.</param>
    /// <returns>Null when nothing is left; an error when it mentions too many users.</returns>
    public async Task<Result<ParsedContent?>> ResolveAsync(DbSession db, string content, IReadOnlyList<FoundEntity> found)
    {
        var users = await EntityRows.FindUsersAsync(db, found);
        return users.Count > options.Value.MaxMentions
            ? TweetErrors.TooManyMentions(options.Value.MaxMentions)
            : ParsedContent.Of(content, found, users, options.Value.MaxMentions);
    }

    /// <summary>The same for a content that was stored before: it is not refused, and further mentions are text.</summary>
    public ParsedContent? ParseStored(string content, IReadOnlyList<FoundEntity> found, IReadOnlyDictionary<string, NamedUser> users) =>
        ParsedContent.Of(content, found, users, options.Value.MaxMentions);
}
