namespace Linnet.Tweets.Entities;

/// <summary>A part of a text that is more than its characters.</summary>
/// <param name="Start">Where it starts, in code points.</param>
/// <param name="End">Where it ends, exclusive, in code points.</param>
/// <param name="Key">
/// Of a mention, the username as written, without the sign; of a hashtag, <see cref="Hashtags.KeyOf"/>; of a URL, the address as written.
/// </param>
internal readonly record struct FoundEntity(EntityKind Kind, int Start, int End, string Key);

/// <summary>What an entity refers to.</summary>
internal enum EntityKind
{
    /// <summary>A user, who may not exist.</summary>
    Mention,

    /// <summary>A topic.</summary>
    Hashtag,

    /// <summary>A page on the web.</summary>
    Url,
}
