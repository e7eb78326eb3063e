using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Hosting;

/// <summary>The logs of the proxies in <c>deploy/</c> must not contain the URL of a socket, which may contain a token.</summary>
public sealed class ProxyExamplesTests
{
    private static readonly string Nginx = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "nginx.conf"));
    private static readonly string HaProxy = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "haproxy.cfg"));

    [Fact]
    public void The_error_log_of_nginx_contains_no_URLs()
    {
        // From "error" down it logs each request that meets a dead node, with its complete URL.
        Assert.Matches(@"(?m)^\s*error_log \S+ (crit|alert|emerg);", Nginx);
        Assert.DoesNotMatch(@"(?m)^\s*error_log \S+( (debug|info|notice|warn|error))?;", Nginx);
    }

    [Fact]
    public void No_log_format_contains_a_query()
    {
        var nginx = Nginx.Split('\n').Single(line => line.StartsWith("log_format ", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"\$(request|request_uri|args|query_string|arg_\w+|http_referer)\b", nginx);
        var haproxy = HaProxy.Split('\n').Single(line => line.TrimStart().StartsWith("log-format ", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"%(HU|HQ|r|hr|hrl)\b", haproxy);
        Assert.DoesNotMatch(@"(?m)^\s*option httplog", HaProxy);
    }
}
