using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Linnet.Http.Input;

/// <summary>
/// The length of a text in Unicode code points, which is how Pydantic counts: an emoji is 1, although it takes more in UTF-16.
/// A text member without this attribute has no bound but that of the request.
/// </summary>
/// <remarks>Derived from <see cref="StringLengthAttribute"/> so that the generated OpenAPI schemas carry the bounds.</remarks>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextAttribute(int max) : StringLengthAttribute(max)
{
    /// <summary>At least so many code points.</summary>
    public int Min { get => MinimumLength; set => MinimumLength = value; }

    /// <summary>ProducesErrors a text in which there is nothing to see (an empty one is a matter of <see cref="Min"/>).</summary>
    public bool NotBlank { get; set; }
}

/// <summary>
/// The pattern that the whole text must match. It is shown to clients as it is, so anchor it (<c>^…$</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MatchesAttribute(string pattern) : RegularExpressionAttribute(pattern);

/// <summary>The text may be empty where another member is a list with an item, whatever its <see cref="TextAttribute.Min"/>.</summary>
/// <param name="list">The other member's name on the wire.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmptyWithAttribute(string list) : Attribute
{
    public string List { get; } = list;
}

/// <summary>The text is an e-mail address; the value has its domain in lower case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmailAttribute : Attribute;

/// <summary>The text is one of these words.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneOfAttribute(params string[] words) : Attribute
{
    public IReadOnlyList<string> Words { get; } = words;
}

/// <summary>How many items a list has, both bounds inclusive. The other attributes of the member are about each item.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ListAttribute : Attribute
{
    public int Min { get; set; }

    public required int Max { get; set; }

    /// <summary>Whether no item may be in it twice.</summary>
    public bool IsSet { get; set; }
}

/// <summary>The bounds of a whole number, both inclusive.</summary>
/// <remarks>Not <see cref="RangeAttribute"/>: that one rounds 64-bit bounds through a double.</remarks>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IntegerAttribute : Attribute
{
    /// <summary><see cref="long.MinValue"/> stands for "no lower bound".</summary>
    public long Min { get; set; } = long.MinValue;

    /// <summary><see cref="long.MaxValue"/> stands for "no upper bound".</summary>
    public long Max { get; set; } = long.MaxValue;
}

/// <summary>The member is never shown in an answer, not even in the one that refuses it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;

/// <summary>The member is a file of a multipart form. For the OpenAPI document: no input reader reads files.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BinaryAttribute : Attribute;

/// <summary>A rule of an area's own over one text member, asked after all rules above have passed.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
internal abstract class TextRuleAttribute : Attribute
{
    /// <summary>
    /// Null when the text is valid, else a sentence; the wire shows it as Pydantic shows a
    /// <c>ValueError</c>: type <c>value_error</c>, <c>Value error, {sentence}</c>.
    /// </summary>
    public abstract string? ErrorIn(string text);
}

/// <summary>The text takes at most so many bytes as UTF-8.</summary>
internal sealed class Utf8LimitAttribute(int bytes) : TextRuleAttribute
{
    public int Bytes { get; } = bytes;

    public override string? ErrorIn(string text) =>
        Encoding.UTF8.GetByteCount(text) > Bytes ? $"String should have at most {Bytes} bytes" : null;
}
