using Linnet.Common;

namespace Linnet.Commands.Seed;

/// <summary>Generates direct messages: every fourth user talks with the next one, and the first few have a group.</summary>
internal static class DemoMessages
{
    private const int GroupSize = 5;
    private const int LongestTalk = 12;

    public static List<DemoConversation> Generate(DemoSize size)
    {
        var random = size.RandomFor(DemoPart.Messages);
        var conversations = new List<DemoConversation>();
        var messages = 0L;
        for (var user = 0; user + 1 < size.People; user += 4)
            conversations.Add(Talk([user, user + 1], isGroup: false));
        if (size.People >= GroupSize)
            conversations.Add(Talk([.. Enumerable.Range(0, GroupSize)], isGroup: true));
        return conversations;

        DemoConversation Talk(int[] members, bool isGroup)
        {
            var talk = new DemoConversation(conversations.Count + 1, isGroup, members, []);
            for (var left = random.Next(2, LongestTalk); left > 0; left--)
                talk.Messages.Add(new DemoMessage(++messages, talk.Id, random.Pick(members), random.Pick(DemoVocabulary.Replies), At(messages)));
            return talk;
        }
    }

    private static Timestamp At(long message) => DemoCalendar.End + TimeSpan.FromMinutes(message);
}

/// <param name="Id">The conversation's id.</param>
/// <param name="IsGroup">Whether it has more than two members.</param>
/// <param name="Members">User indexes, ascending.</param>
/// <param name="Messages">Oldest first, at least two.</param>
internal sealed record DemoConversation(long Id, bool IsGroup, int[] Members, List<DemoMessage> Messages);

/// <param name="Id">The message's id.</param>
/// <param name="ConversationId">Where it was sent.</param>
/// <param name="Sender">A user index.</param>
/// <param name="Content">What it says.</param>
/// <param name="CreatedAt">When it was sent.</param>
internal sealed record DemoMessage(long Id, long ConversationId, int Sender, string Content, Timestamp CreatedAt);
