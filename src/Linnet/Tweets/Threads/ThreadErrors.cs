using Linnet.Common;

namespace Linnet.Tweets.Threads;

internal static class ThreadErrors
{
    public static readonly Error TooManyMuted = new(
        ErrorKind.Refused, "too_many_muted_threads", $"An account mutes at most {ThreadMuteService.Most} threads");
}
