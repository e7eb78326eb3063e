using Linnet.Http.Input;

namespace Linnet.Tests.Http;

internal sealed record NewTweet
{
    [Text(280, Min = 1, NotBlank = true)]
    public required string Content { get; init; }

    public long? ReplyToId { get; init; }
}

internal sealed record NewAccount
{
    [Text(30, Min = 3), Matches("^[A-Za-z0-9_]+$"), NotReserved]
    public required string Username { get; init; }

    [Email]
    public required string Email { get; init; }

    [Secret, Text(1000, Min = 8), Utf8Limit(72)]
    public required string Password { get; init; }
}

internal sealed record Login
{
    [Text(30)]
    public required string Username { get; init; }

    [Secret]
    public required string Password { get; init; }

    public string Scope { get; init; } = "all";
}

internal sealed record ProfileChange
{
    [Text(160)]
    public Optional<string?> Bio { get; init; }

    [Text(50)]
    public Optional<string> Name { get; init; }

    public Optional<long?> Pinned { get; init; }
}

internal sealed record Word
{
    [OneOf("red", "green", "blue")]
    public string Colour { get; init; } = "red";

    public bool Loud { get; init; }

    public int Size { get; init; }

    public long Id { get; init; }
}

internal sealed record Many
{
    [List(Min = 1, Max = 3), Text(5, Min = 1, NotBlank = true)]
    public required IReadOnlyList<string> Words { get; init; }

    [List(Max = 2), OneOf("red", "green")]
    public IReadOnlyList<string>? Colours { get; init; } = ["red"];
}

internal sealed class NotReservedAttribute : TextRuleAttribute
{
    public override string? ErrorIn(string text) => text is "admin" ? "Username is reserved" : null;
}
