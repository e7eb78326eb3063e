using System.ComponentModel.DataAnnotations;

namespace Linnet.Tweets.Entities;

/// <summary>What a tweet may say. Section <c>Tweets</c>.</summary>
internal sealed class TweetOptions
{
    /// <summary>How many users a tweet may mention.</summary>
    [Range(1, 280)]
    public int MaxMentions { get; set; } = 20;
}
