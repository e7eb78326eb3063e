using Linnet.Accounts.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Linnet.Tests.Fixtures;

/// <summary>Tokens of the server's own making that end at another moment than those it gives away.</summary>
internal static class ShortLivedToken
{
    /// <param name="linnet">Whose key signs.</param>
    /// <param name="person">Whose session it is.</param>
    /// <param name="life">How long from now, to the second; less than nothing for one that has run out.</param>
    public static async Task<string> IssueAsync(RunningLinnet linnet, Person person, TimeSpan life)
    {
        var grant = await linnet.Services.GetRequiredService<AccessTokens>().ReadAsync(person.Token);
        var options = linnet.Services.GetRequiredService<IOptions<TokenOptions>>();
        var clock = new ShiftedClock(life - TimeSpan.FromMinutes(options.Value.AccessTokenMinutes));
        return new AccessTokens(linnet.Services.GetRequiredService<SigningKey>(), options, clock).Issue(grant!.Caller);
    }

    private sealed class ShiftedClock(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
