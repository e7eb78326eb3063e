using Linnet.Http.Input;

namespace Linnet.Accounts;

/// <summary>Rejects marks that resemble a verification badge, and marks that change the direction of the surrounding text.</summary>
internal sealed class NoImitationAttribute : TextRuleAttribute
{
    private static readonly HashSet<int> CheckMarks =
    [
        0x221A, 0x237B, 0x2611, 0x2705, 0x2713, 0x2714, 0xAA9C, 0x10102, 0x1F165, 0x1F5F8, 0x1F5F9, 0x1FBB1,
    ];

    public override string? ErrorIn(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (CheckMarks.Contains(rune.Value))
                return "String should not contain check marks";
            if (IsDirectionMark(rune.Value))
                return "String should not contain direction marks";
        }
        return null;
    }

    // Arabic and Hebrew need none of these: their letters imply the direction.
    private static bool IsDirectionMark(int value) =>
        value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
