using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Hosting;

/// <summary>What the proxies of <c>deploy/</c> write down: a socket's URL may hold a token.</summary>
public sealed class ProxyExamplesTests
{
    private static readonly string Nginx = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "nginx.conf"));
    private static readonly string HaProxy = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "haproxy.cfg"));

    [Fact]
    public void The_error_log_of_nginx_is_too_quiet_for_urls()
    {
        // "error" and below tell of each request that met a dead node, with its whole URL.
        Assert.Matches(@"(?m)^\s*error_log \S+ (crit|alert|emerg);", Nginx);
        Assert.DoesNotMatch(@"(?m)^\s*error_log \S+( (debug|info|notice|warn|error))?;", Nginx);
    }

    [Fact]
    public void No_log_format_has_a_query()
    {
        var nginx = Nginx.Split('\n').Single(line => line.StartsWith("log_format ", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"\$(request|request_uri|args|query_string|arg_\w+|http_referer)\b", nginx);
        var haproxy = HaProxy.Split('\n').Single(line => line.TrimStart().StartsWith("log-format ", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"%(HU|HQ|r|hr|hrl)\b", haproxy);
        Assert.DoesNotMatch(@"(?m)^\s*option httplog", HaProxy);
    }
}
