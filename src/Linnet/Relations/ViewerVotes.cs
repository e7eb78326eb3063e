namespace Linnet.Relations;

/// <summary>
/// The viewer's votes, as far back as they are kept: in the polls with the highest ids, complete down to one id. Of older polls it
/// does not know.
/// </summary>
/// <remarks>Not among the <see cref="ViewerMarks"/>: only tweets with a poll ask for them.</remarks>
internal sealed class ViewerVotes
{
    /// <summary>How many votes are loaded.</summary>
    public const int Length = 1000;

    private readonly Lock _lock = new();
    private readonly long _completeFrom;

    // Null while there are none, as for most viewers.
    private Dictionary<long, long>? _choices;

    /// <param name="newest">Polls and choices, the polls with the highest ids first, at most <see cref="Length"/>.</param>
    public ViewerVotes(List<(long PollId, long Choices)> newest)
    {
        _completeFrom = newest.Count < Length ? long.MinValue : newest[^1].PollId;
        _choices = newest.Count is 0 ? null : newest.ToDictionary(vote => vote.PollId, vote => vote.Choices);
    }

    /// <param name="pollId">The poll.</param>
    /// <param name="choices">The positions of the chosen options, as bits; 0 without a vote.</param>
    /// <returns>False when it is not known here.</returns>
    public bool TryGet(long pollId, out long choices)
    {
        choices = 0;
        if (pollId < _completeFrom)
            return false;
        lock (_lock)
            _choices?.TryGetValue(pollId, out choices);
        return true;
    }

    public void Add(long pollId, long choices)
    {
        if (pollId < _completeFrom)
            return;
        lock (_lock)
            (_choices ??= [])[pollId] = choices;
    }
}
