using Linnet.Accounts.Erasure;
using Linnet.Http;

namespace Linnet.Tweets;

/// <summary>The face of the area: tweets, replies, retweets, likes.</summary>
internal static class TweetsFeature
{
    public static IServiceCollection AddTweets(this IServiceCollection services)
    {
        services.AddSingleton<TweetStore>();
        services.AddSingleton<TweetReader>();
        services.AddSingleton<TweetService>();
        services.AddSingleton<IdempotentPosts>();
        services.AddHostedService<PostKeyPruner>();
        services.AddSingleton<LikeService>();
        services.AddSingleton<IAccountEraser, LikeEraser>();
        services.AddSingleton<IAccountEraser, PostKeyEraser>();
        services.AddSingleton<IAccountEraser, TweetEraser>();
        services.AddSingleton(TweetCounters.OfAuthor);
        services.AddSingleton(TweetCounters.Likes);
        services.AddSingleton(TweetCounters.Replies);
        services.AddSingleton(TweetCounters.Retweets);
        return services;
    }

    public static void MapTweets(this IEndpointRouteBuilder routes) =>
        TweetEndpoints.Map(routes.MapGroup("/tweets").WithTags("tweets").RequireCaller());
}
