using System.Text.Json.Serialization;
using Linnet.Tweets;

namespace Linnet.Timelines;

/// <summary>A page of the home timeline.</summary>
/// <param name="Tweets">Newest first.</param>
/// <param name="Total">All tweets the timeline holds.</param>
/// <param name="Page">The page that was asked for.</param>
/// <param name="PageSize">How many tweets a page holds at most.</param>
internal sealed record TimelineResponse(List<Tweet> Tweets, long Total, long Page, int PageSize);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TimelineResponse))]
// Never JSON on the wire, but the OpenAPI document is made from what the serializer knows.
[JsonSerializable(typeof(TimelineQuery))]
internal sealed partial class TimelinesJson : JsonSerializerContext;
