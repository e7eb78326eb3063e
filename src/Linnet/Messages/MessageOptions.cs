using System.ComponentModel.DataAnnotations;

namespace Linnet.Messages;

/// <summary>Direct messages. Section <c>Messages</c>.</summary>
internal sealed class MessageOptions
{
    /// <summary>Fits into a request of the largest size that is accepted, whatever the text.</summary>
    public const int LongestMessage = 10_000;

    /// <summary>How long a message may be, in code points.</summary>
    [Range(1, LongestMessage)]
    public int MaxLength { get; set; } = 2_000;
}
