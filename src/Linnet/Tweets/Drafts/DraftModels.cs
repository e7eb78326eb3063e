using System.Text.Json.Nodes;
using Linnet.Common;
using Linnet.Http.Input;

namespace Linnet.Tweets.Drafts;

/// <summary>What an account wrote and has not posted. Nobody else sees it.</summary>
internal sealed record Draft
{
    /// <summary>The cursor of the list. No id of a tweet.</summary>
    public required long Id { get; init; }

    /// <summary>1 for a new one; every change adds 1.</summary>
    public required long Version { get; init; }

    public required Timestamp CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required Timestamp UpdatedAt { get; init; }

    /// <summary>As it was sent.</summary>
    public required JsonObject Body { get; init; }
}

/// <summary>What a draft says.</summary>
internal sealed record DraftInput
{
    /// <summary>As <c>POST /tweets/</c> takes it, or <c>POST /tweets/thread</c>. It need not be valid yet.</summary>
    public required JsonObject Body { get; init; }
}

/// <summary>What a draft says from now on.</summary>
internal sealed record DraftEdit
{
    /// <inheritdoc cref="DraftInput.Body"/>
    public required JsonObject Body { get; init; }

    /// <summary>The version that this one is a change of: 409 with another one. When absent, any.</summary>
    [Integer(Min = 1)]
    public long? IfVersion { get; init; }
}

/// <summary>The error that a draft was changed since, with the draft as it is now.</summary>
internal sealed record DraftConflict(string Detail, string Code, Draft Draft);
