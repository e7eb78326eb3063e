using Linnet.Events;

namespace Linnet.Relations;

/// <summary>Who of the active accounts and lists follows and hides an author. Not safe for several threads: its owner has a lock.</summary>
internal sealed class AudienceEdges
{
    private static readonly HashSet<long> NoHiders = [];

    // A mute is a follow that is not here.
    private readonly EdgeIndex _follows = new();
    private readonly EdgeIndex _hides = new();
    private readonly EdgeIndex _hidesReposts = new();
    private readonly EdgeIndex _setsApart = new();

    public ReadOnlySpan<long> FollowersOf(long authorId) => _follows.SourcesOf(authorId);

    public bool HasFollowers(long authorId) => _follows.HasSources(authorId);

    /// <summary>An author's followers, split by whether they hide whom a tweet is about, and those of its hashtags.</summary>
    public Audience AudienceOf(long authorId, About about, IReadOnlyList<long>? tags)
    {
        var followers = _follows.SourcesOf(authorId);
        var ofParent = about.ReplyToAuthorId is { } parent ? _hides.SourcesOf(parent) : [];
        var ofOriginal = about.RetweetOfAuthorId is { } original ? _hides.SourcesOf(original) : [];
        var ofReposter = about.IsRepost ? _hidesReposts.SourcesOf(authorId) : [];
        var ofReposted = about is { IsRepost: true, RetweetOfAuthorId: { } reposted } ? _setsApart.SourcesOf(reposted) : [];
        var hiders = ofParent.Length + ofOriginal.Length + ofReposter.Length + ofReposted.Length is 0
            ? NoHiders
            : new HashSet<long>([.. ofParent, .. ofOriginal, .. ofReposter, .. ofReposted]);
        var byTag = tags is null ? [] : FollowersOf(tags, authorId, hiders);
        return hiders == NoHiders ? new Audience(followers.ToArray(), [], byTag) : Split(followers, hiders, byTag);
    }

    /// <summary>Whether somebody follows the author of a tweet or one of its hashtags.</summary>
    public bool HasAudience(long authorId, IReadOnlyList<long>? tags) =>
        HasFollowers(authorId) || tags?.Any(tag => HasFollowers(TagTimeline.KeyOf(tag))) is true;

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

    /// <summary>Who follows hashtags, without the author, who follow the author, and who do not want to see them or whom the tweet is about.</summary>
    private long[] FollowersOf(IReadOnlyList<long> tags, long authorId, HashSet<long> hiders)
    {
        var readers = new SortedSet<long>();
        foreach (var tag in tags)
            readers.UnionWith(_follows.SourcesOf(TagTimeline.KeyOf(tag)).ToArray());
        readers.Remove(authorId);
        readers.ExceptWith(hiders);
        foreach (var others in (ReadOnlySpan<EdgeIndex>)[_follows, _hides, _setsApart])
        {
            if (readers.Count > 0)
                readers.ExceptWith(others.SourcesOf(authorId).ToArray());
        }
        return [.. readers];
    }

    private static Audience Split(ReadOnlySpan<long> followers, HashSet<long> hiders, long[] byTag)
    {
        var (shown, hidden) = (new List<long>(followers.Length), new List<long>());
        foreach (var follower in followers)
            (hiders.Contains(follower) ? hidden : shown).Add(follower);
        return new Audience([.. shown], [.. hidden], byTag);
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
