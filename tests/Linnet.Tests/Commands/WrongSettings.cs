using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Linnet.Common.Settings;
using Linnet.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Linnet.Tests.Commands;

/// <summary>Invalid values for every setting: derived from its type and limits, and listed by hand where these are not enough.</summary>
internal static class WrongSettings
{
    private static readonly string TooLong = new('9', 10_000);

    private static readonly string[] ForEverySetting = [TooLong, "a\nb", "a\0b", "\u001b[31m", "\r\n"];

    private static readonly string[] InvalidOrigins = ["example.org", "https://example.org/path", "https://", "https://a;nonsense"];

    private static readonly Dictionary<string, string[]> Texts = new()
    {
        ["Urls"] =
        [
            "", ";", "nonsense", "https://127.0.0.1:1", "ftp://127.0.0.1:1", "127.0.0.1:1", "http://", "http://127.0.0.1:1/linnet", "http://127.0.0.1:65536",
            "http://127.0.0.1:-1", "http://127.0.0.1:many", "http://social.example:1", "http://127.0.0.256:1", "http://127.1:1", "http://0x7f000001:1",
            "http://localhost.:1", "http://localhost:0", "http://me@127.0.0.1:1", "http://+:1", "http://[::1:1", "http://[nonsense]:1", "http://unix:relative.sock",
            "http://unix:", "http://unix:/", $"http://unix:/{new string('a', 200)}", "http://pipe:/name", "http://127.0.0.1:1;http://social.example:1",
        ],
        ["Database"] =
        [
            "", "mysql://localhost/linnet", "sqlite:///", "postgresql://", "postgresql://a:b@host:99999/linnet", "postgresql://a@host/linnet?sslmode=bogus",
            "postgresql://a@host/linnet?nonsense=1", "postgresql://[::/linnet", "Host=a;Nonsense=1", "Host=a;Port=many", "Host=a;Timeout=-5",
        ],
        ["Server:AllowedHosts"] = ["", "http://example.org", "a b", "example.org:80", "*.*"],
        ["Server:TrustedProxies"] = ["localhost", "10.0.0.0/99", "1.2.3.4.5", "10.0.0.1/8;nonsense"],
        ["Server:AllowedOrigins"] = InvalidOrigins,
        ["Server:SocketMode"] = ["", "rw", "999", "66", "00660", "-1"],
        ["Realtime:AllowedOrigins"] = InvalidOrigins,
        ["Tokens:SigningKey"] = ["short"],
        ["Tokens:Issuer"] = [""],
        ["Tokens:Audience"] = [""],
    };

    /// <summary>The full names of all settings.</summary>
    public static IReadOnlyList<string> All => [.. Find().Keys];

    public static IEnumerable<string> ValuesFor(string key)
    {
        var property = Find()[key];
        return ForEverySetting.Concat(property.PropertyType switch
        {
            var type when type == typeof(int) || type == typeof(long) || type == typeof(double) => NumbersFor(property),
            var type when type == typeof(bool) => ["", "maybe", "2", "yes", "truefalse"],
            { IsEnum: true } => ["", "xml", "99", "0", "Text,Json"],
            _ => Texts.GetValueOrDefault(key, []),
        });
    }

    private static List<string> NumbersFor(PropertyInfo property)
    {
        List<string> numbers = ["", " ", "many", "1e999", "--1", "99999999999999999999", "NaN", "1;2"];
        if (property.PropertyType != typeof(double))
            numbers.Add("1.5");
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            foreach (var (limit, step) in ((object, int)[])[(range.Minimum, -1), (range.Maximum, 1)])
                numbers.Add((Convert.ToDecimal(limit, CultureInfo.InvariantCulture) + step).ToString(CultureInfo.InvariantCulture));
        }
        return numbers;
    }

    private static Dictionary<string, PropertyInfo> Find()
    {
        using var app = (IDisposable)LinnetHost.BuildServer([]);
        return ((WebApplication)app).Services.GetServices<SettingsSection>()
            .SelectMany(section => section.OptionsType.GetProperties().Select(property => (Key: section.KeyOf(property.Name), property)))
            .ToDictionary(setting => setting.Key, setting => setting.property);
    }
}
