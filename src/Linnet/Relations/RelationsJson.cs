using System.Text.Json.Serialization;
using Linnet.Http.Rendering;
using Linnet.Relations.Filters;
using Linnet.Relations.Lists;
using Linnet.Relations.Transfer;

namespace Linnet.Relations;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FollowResponse))]
[JsonSerializable(typeof(UserProfile))]
[JsonSerializable(typeof(Relationship))]
[JsonSerializable(typeof(List<Relationship>))]
[JsonSerializable(typeof(Filter))]
[JsonSerializable(typeof(List<Filter>))]
[JsonSerializable(typeof(FilterDraft))]
[JsonSerializable(typeof(IReadOnlyList<FilterMatch>))]
[JsonSerializable(typeof(MemberList))]
[JsonSerializable(typeof(List<MemberList>))]
[JsonSerializable(typeof(ListDraft))]
[JsonSerializable(typeof(ImportResult))]
[JsonSerializable(typeof(ImportDraft))]
// Never JSON on the wire, but the OpenAPI document is made from what the serializer knows.
[JsonSerializable(typeof(MuteDraft))]
[JsonSerializable(typeof(RelationshipQuery))]
[JsonSerializable(typeof(CompletionQuery))]
[JsonSerializable(typeof(FollowRequestQuery))]
internal sealed partial class RelationsJson : JsonSerializerContext
{
    /// <summary>The context for bytes: written as answers over HTTP are.</summary>
    public static readonly RelationsJson Wire = new(HttpJson.NewOptions());
}
