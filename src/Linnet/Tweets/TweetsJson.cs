using System.Text.Json.Serialization;
using Linnet.Http;

namespace Linnet.Tweets;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Tweet))]
[JsonSerializable(typeof(List<Tweet>))]
[JsonSerializable(typeof(NewTweet))]
[JsonSerializable(typeof(TweetEdit))]
[JsonSerializable(typeof(LikeResponse))]
internal sealed partial class TweetsJson : JsonSerializerContext
{
    /// <summary>The context for bytes that are kept: written as answers over HTTP are.</summary>
    public static readonly TweetsJson Wire = new(HttpJson.NewOptions());
}
