using System.ComponentModel.DataAnnotations;

namespace Linnet.Http.Input;

/// <summary>Bounds of lists. Section <c>Lists</c>.</summary>
internal sealed class ListOptions
{
    /// <summary>
    /// How many rows a request may skip by counting (<c>skip</c>, or the pages before <c>page</c>). Each of them is read;
    /// a cursor costs the same however far it leads.
    /// </summary>
    [Range(100, 1_000_000)]
    public int MaxSkip { get; set; } = 10_000;
}
