using System.Text.Json.Serialization;

namespace Linnet.Tweets;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Tweet))]
[JsonSerializable(typeof(List<Tweet>))]
[JsonSerializable(typeof(NewTweet))]
[JsonSerializable(typeof(TweetEdit))]
[JsonSerializable(typeof(LikeResponse))]
internal sealed partial class TweetsJson : JsonSerializerContext;
