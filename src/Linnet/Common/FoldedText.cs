namespace Linnet.Common;

/// <summary>Text as it is compared where the case of letters does not matter.</summary>
internal static class FoldedText
{
    public static string Of(string text) => text.ToLowerInvariant();
}
