using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Linnet.Tests.Contract;

/// <summary>
/// The shapes of the contract: which members an answer has, and of which type each is. What was added later is listed apart; an
/// answer has no other members.
/// </summary>
internal static class Shapes
{
    private static readonly Dictionary<string, string> User = Members("""
        id int, username text, full_name text?, bio text?, is_active bool, is_verified bool, created_at text,
        followers_count int, following_count int, tweets_count int
        """);

    private static readonly Dictionary<string, Dictionary<string, string>> All = new()
    {
        ["User"] = User,
        ["Account"] = new(User) { ["email"] = "text" },
        ["Tweet"] = Members("""
            id int, content text, created_at text, updated_at text, author_id int, reply_to_id int?, retweet_of_id int?,
            likes_count int, replies_count int, retweets_count int, is_liked bool, author User
            """),
        ["Token"] = Members("access_token text, token_type text, expires_in int, refresh_token text"),
        ["Session"] = Members("id int, client text, created_at text, last_used_at text, expires_at text, is_current bool"),
        ["FollowResponse"] = Members("message text, is_following bool"),
        ["LikeResponse"] = Members("message text, is_liked bool, likes_count int"),
        ["TimelineResponse"] = Members("tweets [Tweet], total int, page int, page_size int"),
        ["Index"] = Members("message text, version text, docs text, endpoints Areas"),
        ["Areas"] = Members("auth text, users text, tweets text, websocket text"),
        ["Health"] = Members("status text, message text"),
        ["Error"] = Members("detail text, code text"),
        ["Quote"] = Members("state text, tweet Tweet?"),
        ["Entities"] = Members("mentions [Mention], hashtags [Hashtag], urls [Url]"),
        ["Mention"] = Members("user_id int, username text, start int, end int"),
        ["Hashtag"] = Members("tag text, start int, end int"),
        ["Url"] = Members("url text, start int, end int"),
        ["Poll"] = Members("""
            id int, expires_at text, expired bool, multiple bool, hide_totals bool, votes_count int?, voters_count int?, options [PollOption], voted bool,
            own_votes [int]
            """),
        ["PollOption"] = Members("title text, votes_count int?"),
        ["Attachment"] = Members("""
            id int, type text, url text, preview_url text, width int, height int, blurhash text, description text?, focus text?, created_at text
            """),
        ["Relationship"] = Members("""
            id int, following bool, requested bool, followed_by bool, requested_by bool, blocking bool, blocked_by bool, muting bool,
            muting_notifications bool, muted_until text?, hiding_reposts bool
            """),
    };

    private static readonly Dictionary<string, Dictionary<string, string>> Later = new()
    {
        ["User"] = Members("is_locked bool, avatar_url text?, header_url text?, relationship Relationship?"),
        ["Account"] = Members("is_locked bool, avatar_url text?, header_url text?"),
        ["FollowResponse"] = Members("is_requested bool"),
        ["Tweet"] = Members("""
            conversation_id int, kind text, visibility text, sensitive bool, content_warning text?, reply_policy text, quote_policy text, is_hidden_reply bool,
            quotes_count int, entities Entities, edited_at text, deleted_parent_id int, expires_at text, is_pinned bool, media [Attachment], is_reposted bool, reposted Tweet?, quoted Quote?, is_bookmarked bool, is_thread_muted bool, poll Poll
            """),
    };

    /// <param name="shape">A shape, or <c>[shape]</c> for a list of it.</param>
    /// <param name="value">What the answer holds.</param>
    public static void Check(string shape, JsonNode? value)
    {
        if (shape.StartsWith('['))
        {
            foreach (var element in Assert.IsType<JsonArray>(value))
                Check(shape[1..^1], element);
            return;
        }
        if (value is null && shape.EndsWith('?'))
            return;
        if (!All.TryGetValue(shape.TrimEnd('?'), out var members))
        {
            Assert.True(IsOf(shape, value), $"{value?.ToJsonString() ?? "null"} is no {shape}");
            return;
        }
        var shown = Assert.IsType<JsonObject>(value);
        var later = Later.GetValueOrDefault(shape.TrimEnd('?'), []);
        Assert.Empty(members.Keys.Except(shown.Select(member => member.Key)));
        foreach (var (name, member) in shown)
        {
            Assert.True(members.TryGetValue(name, out var type) || later.TryGetValue(name, out type), $"{shape} has no member {name}");
            Check(type!, member);
        }
    }

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("text" or "text?", JsonValueKind.String) => true,
        ("int" or "int?", JsonValueKind.Number) => value!.ToJsonString().All(c => c is '-' or (>= '0' and <= '9')),
        ("bool", JsonValueKind.True or JsonValueKind.False) => true,
        ("text?" or "int?", null) => true,
        _ => false,
    };

    private static Dictionary<string, string> Members(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries).Select(member => member.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1]);
}
