using Linnet.Accounts.Deletion;
using Linnet.Common.Settings;
using Linnet.Events;
using Linnet.Http;
using Linnet.Jobs;
using Linnet.Tweets.Attachments;
using Linnet.Tweets.Bookmarks;
using Linnet.Tweets.Drafts;
using Linnet.Tweets.Edits;
using Linnet.Tweets.Entities;
using Linnet.Tweets.Pins;
using Linnet.Tweets.Polls;
using Linnet.Tweets.Scheduled;
using Linnet.Tweets.Tags;
using Linnet.Tweets.Threads;

namespace Linnet.Tweets;

/// <summary>The face of the area: tweets, replies, reposts, quotes, likes.</summary>
internal static class TweetsFeature
{
    public static IServiceCollection AddTweets(this IServiceCollection services)
    {
        services.AddSettings<TweetCacheOptions>("Caches");
        services.AddSettings<TweetOptions>("Tweets");
        services.AddSingleton<EntityParser>();
        services.AddSingleton<EntityBackfill>();
        services.AddSingleton<IJobHandler>(provider => provider.GetRequiredService<EntityBackfill>());
        services.AddSingleton<TweetLists>();
        services.AddSingleton<TweetCache>();
        services.AddSingleton<TweetListReader>();
        services.AddSubscriber<TweetLists>(TweetLists.Subscribe);
        services.AddSubscriber<TweetCache>(TweetCache.Subscribe);
        services.AddSingleton<TweetService>();
        services.AddSingleton<TweetEditor>();
        services.AddSingleton<TweetRemover>();
        services.AddSingleton<IJobHandler, TweetExpiry>();
        services.AddSingleton<TweetSettingsService>();
        services.AddSingleton<TweetHistory>();
        services.AddSingleton<ThreadReader>();
        services.AddSingleton<ThreadPoster>();
        services.AddSingleton<ThreadMuteService>();
        services.AddSingleton<IAccountDeletionStep, ThreadMuteDeletionStep>();
        services.AddSingleton<SharingLists>();
        services.AddSingleton<TagService>();
        services.AddSingleton<TagCompletion>();
        services.AddSingleton<IdempotentPosts>();
        services.AddHostedService<PostKeyPruner>();
        services.AddSingleton<DraftService>();
        services.AddSingleton<DraftPublisher>();
        services.AddSingleton<IAccountDeletionStep, DraftDeletionStep>();
        services.AddSettings<ScheduledOptions>("Scheduled");
        services.AddSingleton<ScheduledService>();
        services.AddSingleton<IJobHandler, ScheduledPublisher>();
        services.AddSingleton<IAccountDeletionStep, ScheduledDeletionStep>();
        services.AddHostedService<ScheduledPruner>();
        services.AddSingleton<LikeService>();
        services.AddSingleton<BookmarkService>();
        services.AddSingleton<PinService>();
        services.AddSingleton<BookmarkReader>();
        services.AddSingleton<IAccountDeletionStep, LikeDeletionStep>();
        services.AddSingleton<IAccountDeletionStep, BookmarkDeletionStep>();
        services.AddSingleton<PollService>();
        services.AddSingleton<IAccountDeletionStep, VoteDeletionStep>();
        services.AddSingleton<IAccountDeletionStep, PostKeyDeletionStep>();
        services.AddSingleton<IAccountDeletionStep, TweetDeletionStep>();
        services.AddSingleton<IAccountDeletionStep, MentionDeletionStep>();
        services.AddSingleton<IAccountDeletionStep, TweetEntityDeletionStep>();
        services.AddSingleton<IAccountDeletionStep, VersionDeletionStep>();
        services.AddSingleton<IAccountDeletionStep, MediaDeletionStep>();
        services.AddSingleton<IAccountDeletionStep, BookmarkedTweetDeletionStep>();
        services.AddSingleton<IAccountDeletionStep, PollDeletionStep>();
        services.AddSingleton(TweetCounters.OfAuthor);
        services.AddSingleton(TweetCounters.Likes);
        services.AddSingleton(TweetCounters.Replies);
        services.AddSingleton(TweetCounters.Retweets);
        services.AddSingleton(TweetCounters.Quotes);
        services.AddSingleton(PollCounters.Voters);
        services.AddSingleton(PollCounters.Votes);
        return services;
    }

    public static void MapTweets(this IEndpointRouteBuilder routes)
    {
        var tweets = routes.MapGroup("/tweets").WithTags("tweets").RequireToken();
        TweetEndpoints.Map(tweets);
        SharingEndpoints.Map(tweets);
        BookmarkEndpoints.Map(routes.MapGroup("").WithTags("bookmarks").RequireToken());
        DraftEndpoints.Map(routes.MapGroup("/drafts").WithTags("drafts").RequireToken());
        PinEndpoints.Map(routes.MapGroup("").WithTags("tweets").RequireToken());
        PollEndpoints.Map(routes.MapGroup("/polls").WithTags("polls").RequireToken());
        ScheduledEndpoints.Map(routes.MapGroup("/scheduled").WithTags("scheduled").RequireToken());
        TagEndpoints.Map(routes.MapGroup("").WithTags("tags").RequireToken());
        EditEndpoints.Map(tweets);
        ThreadEndpoints.Map(tweets);
        ThreadPostEndpoint.Map(tweets);
    }
}
