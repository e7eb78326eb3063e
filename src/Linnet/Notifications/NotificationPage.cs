namespace Linnet.Notifications;

/// <summary>A slice of an inbox, ready to be shown.</summary>
/// <param name="Items">Without those whose actor or tweet has been deleted since the ids were read.</param>
/// <param name="Examined">The ids that the list had for this page; the next page continues from them.</param>
internal sealed record NotificationPage<T>(List<T> Items, IReadOnlyList<long> Examined);
