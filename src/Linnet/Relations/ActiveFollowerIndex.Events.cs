using Linnet.Events;
using Linnet.Relations.Lists;

namespace Linnet.Relations;

internal sealed partial class ActiveFollowerIndex
{
    public static EventSubscription<ActiveFollowerIndex> Subscribe(EventSubscription<ActiveFollowerIndex> on) => on
        .On<UserFollowed>((index, follow, commit) => index.Change(follow.FollowerId, follow.FollowedId, follows: !follow.IsMuted, commit))
        .On<UserUnfollowed>((index, unfollow, commit) =>
        {
            index.Change(unfollow.FollowerId, unfollow.FollowedId, follows: false, commit);
            index.ReloadLists(unfollow.FollowerId);
        })
        .On<TagFollowChanged>((index, change) => index.Reload(change.AccountId))
        .On<FollowChanged>((index, change) => index.Reload(change.FollowerId))
        .On<UserBlocked>((index, block) =>
        {
            index.Hide(block.BlockerId, block.BlockedId);
            index.Hide(block.BlockedId, block.BlockerId);
        })
        .On<UserUnblocked>((index, unblock) =>
        {
            index.Reload(unblock.BlockerId);
            index.Reload(unblock.BlockedId);
        })
        .On<ListChanged>((index, change) =>
        {
            index.Reload(ListTimeline.KeyOf(change.ListId));
            if (change.AffectsHome)
                index.Reload(change.OwnerId);
        })
        .On<UserMuted>((index, mute) => index.Hide(mute.MuterId, mute.MutedId))
        .On<UserUnmuted>((index, unmute) => index.Reload(unmute.MuterId))
        .On<AccountDeleted>((index, deletion, commit) => index.RemoveAuthor(deletion.AccountId, commit))
        // EventFeedLost needs no handler: once the feed is back it delivers the follows that were missed.
        .On<CachesInvalid>((index, _) => index.ReloadAll());
}
