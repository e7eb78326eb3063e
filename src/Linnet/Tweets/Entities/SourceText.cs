using System.Text;

namespace Linnet.Tweets.Entities;

/// <summary>A text under examination. Indexes are UTF-16 code units; beyond both ends there is U+0000.</summary>
internal ref struct SourceText(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>How many characters were read. The tests check that it grows no faster than the text.</summary>
    public int Reads { get; private set; }

    /// <summary>The character at an index; U+FFFD for half of a surrogate pair.</summary>
    public Rune At(int index)
    {
        Reads++;
        if (index >= _text.Length)
            return default;
        Rune.DecodeFromUtf16(_text[index..], out var rune, out _);
        return rune;
    }

    /// <summary>The character before an index.</summary>
    public Rune Before(int index)
    {
        Reads++;
        if (index <= 0)
            return default;
        Rune.DecodeLastFromUtf16(_text[..index], out var rune, out _);
        return rune;
    }

    /// <summary>
    /// The character before an index, without the marks on it, and the index where it starts. Every emoji counts as U+0000, also
    /// a keycap, which is a digit with a mark.
    /// </summary>
    public Rune BaseBefore(int index, out int start)
    {
        start = index;
        while (true)
        {
            var rune = Before(start);
            if (RuneClass.IsEmojiMark(rune))
                return default;
            start -= rune.Utf16SequenceLength;
            if (!RuneClass.IsMark(rune))
                return rune;
        }
    }

    /// <summary>Whether the text goes on with <paramref name="part"/>.</summary>
    public readonly bool Has(string part, int index) => index <= _text.Length && _text[index..].StartsWith(part, StringComparison.Ordinal);

    /// <summary>Whether the text before an index ends with <paramref name="part"/>, in any case.</summary>
    public readonly bool HasBefore(string part, int index) => _text[..index].EndsWith(part, StringComparison.OrdinalIgnoreCase);

    public readonly ReadOnlySpan<char> Cut(int start, int end) => _text[start..end];

    /// <summary>The length of a part, in code points.</summary>
    public readonly int CountPoints(int start, int end)
    {
        var count = 0;
        foreach (var _ in _text[start..end].EnumerateRunes())
            count++;
        return count;
    }
}
