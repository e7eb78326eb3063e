namespace Linnet.Tweets.Entities;

/// <summary>
/// The parts of a content that are more than text, each list in order; none overlaps another. Found by the server when the content
/// is written. Offsets are code points: in JavaScript, indexes of <c>Array.from(content)</c>.
/// </summary>
/// <param name="Mentions">Users. A name that nobody had is text.</param>
/// <param name="Hashtags">The first 30; further ones are text.</param>
/// <param name="Urls">Addresses with <c>http://</c> or <c>https://</c>.</param>
internal sealed record TweetEntities(
    IReadOnlyList<MentionEntity> Mentions, IReadOnlyList<HashtagEntity> Hashtags, IReadOnlyList<UrlEntity> Urls);

/// <param name="UserId">Who is mentioned.</param>
/// <param name="Username">Their name now. The content keeps the one that was written.</param>
/// <param name="Start">Where it starts, the sign included.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal sealed record MentionEntity(long UserId, string Username, int Start, int End);

/// <param name="Tag">What all spellings of the hashtag have in common: <c>/tags/{tag}</c>.</param>
/// <param name="Start">Where it starts, the sign included.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal sealed record HashtagEntity(string Tag, int Start, int End);

/// <param name="Url">As written.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal sealed record UrlEntity(string Url, int Start, int End)
{
    /// <summary>How to show it: without <c>http://</c>, <c>www.</c> and a last slash, cut to 40 code points.</summary>
    public string Display => Urls.DisplayOf(Url);
}
