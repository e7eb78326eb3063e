using Linnet.Events;

namespace Linnet.Relations;

/// <summary>Who of the active accounts and lists follows and hides an author. Not safe for several threads: its owner has a lock.</summary>
internal sealed class AudienceEdges
{
    // A mute is a follow that is not here.
    private readonly EdgeIndex _follows = new();
    private readonly EdgeIndex _hides = new();
    private readonly EdgeIndex _hidesReposts = new();
    private readonly EdgeIndex _setsApart = new();

    public ReadOnlySpan<long> FollowersOf(long authorId) => _follows.SourcesOf(authorId);

    public bool HasFollowers(long authorId) => _follows.HasSources(authorId);

    /// <summary>An author's followers, split by whether they hide whom a tweet is about.</summary>
    public Audience AudienceOf(long authorId, About about)
    {
        var followers = _follows.SourcesOf(authorId);
        var ofParent = about.ReplyToAuthorId is { } parent ? _hides.SourcesOf(parent) : [];
        var ofOriginal = about.RetweetOfAuthorId is { } original ? _hides.SourcesOf(original) : [];
        var ofReposter = about.IsRepost ? _hidesReposts.SourcesOf(authorId) : [];
        var ofReposted = about is { IsRepost: true, RetweetOfAuthorId: { } reposted } ? _setsApart.SourcesOf(reposted) : [];
        return ofParent.Length + ofOriginal.Length + ofReposter.Length + ofReposted.Length is 0
            ? new Audience(followers.ToArray(), [])
            : Split(followers, [.. ofParent, .. ofOriginal, .. ofReposter, .. ofReposted]);
    }

    /// <summary>Those who see a tweet of an author otherwise than strangers do, where another tweet shows it.</summary>
    public HashSet<long> RelatedTo(long authorId, Visibility visibility) =>
        visibility is Visibility.Followers
            ? [authorId, .. _follows.SourcesOf(authorId), .. _hides.SourcesOf(authorId)]
            : [.. _hides.SourcesOf(authorId)];

    public void Follow(long accountId, ActiveRelations account, long authorId, bool follows) =>
        _follows.Assign(accountId, account.Followed, authorId, follows);

    public void Hide(long accountId, ActiveRelations account, long hiddenId, bool hides) => _hides.Assign(accountId, account.Hidden, hiddenId, hides);

    public void Replace(long accountId, ActiveRelations account, ViewerRelations relations)
    {
        _follows.Replace(accountId, account.Followed, relations.FollowedAndShown());
        _hides.Replace(accountId, account.Hidden, relations.Hidden());
        _hidesReposts.Replace(accountId, account.RepostsHidden, [.. relations.RepostsHidden.Span]);
        _setsApart.Replace(accountId, account.SetApart, [.. relations.SetApart.Span]);
    }

    public void Remove(long accountId, ActiveRelations account)
    {
        _follows.Leave(accountId, account.Followed);
        _hides.Leave(accountId, account.Hidden);
        _hidesReposts.Leave(accountId, account.RepostsHidden);
        _setsApart.Leave(accountId, account.SetApart);
    }

    private static Audience Split(ReadOnlySpan<long> followers, HashSet<long> hiders)
    {
        var (shown, hidden) = (new List<long>(followers.Length), new List<long>());
        foreach (var follower in followers)
            (hiders.Contains(follower) ? hidden : shown).Add(follower);
        return new Audience([.. shown], [.. hidden]);
    }
}

/// <summary>Whom an active account follows and hides. Only <see cref="AudienceEdges"/> changes it.</summary>
internal sealed class ActiveRelations
{
    public IdSet Followed { get; } = new();

    public IdSet Hidden { get; } = new();

    public IdSet RepostsHidden { get; } = new();

    /// <summary>Members of exclusive lists.</summary>
    public IdSet SetApart { get; } = new();
}
