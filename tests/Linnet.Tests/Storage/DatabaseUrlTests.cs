using Linnet.Storage;
using Linnet.Storage.Postgres;
using Linnet.Tests.Fixtures;
using Npgsql;
using Xunit;

namespace Linnet.Tests.Storage;

public sealed class DatabaseUrlTests
{
    [Theory]
    [InlineData("postgresql://ada:pass@db.example.org:6000/linnet?sslmode=verify-full", "postgresql://db.example.org:6000/linnet", "ada", "pass")]
    [InlineData("postgres://ada@db/linnet", "postgresql://db:5432/linnet", "ada", null)]
    [InlineData("postgresql://ada:p%40ss%2Fw%3Ard@db/linnet", "postgresql://db:5432/linnet", "ada", "p@ss/w:rd")]
    [InlineData("postgresql:///linnet?host=/run/postgresql&user=ada", "postgresql:///run/postgresql/linnet", "ada", null)]
    [InlineData("postgresql://a:1,b:2/linnet?user=ada&target_session_attrs=read-write", "postgresql://a:1,b:2/linnet", "ada", null)]
    [InlineData("Host=db;Port=6000;Database=linnet;Username=ada;Password=pass", "postgresql://db:6000/linnet", "ada", "pass")]
    public void A_PostgreSQL_database_is_written_as_people_write_it(string text, string location, string user, string? password)
    {
        var url = DatabaseUrl.Parse(text, "/").OrThrow();
        var settings = new NpgsqlConnectionStringBuilder(url.Target);
        Assert.Equal(DatabaseEngine.Postgres, url.Engine);
        Assert.Equal(location, PostgresConnections.Describe(url.Target));
        Assert.Equal((user, password), (settings.Username, settings.Password));
        Assert.Equal(text.Contains("verify", StringComparison.Ordinal) ? SslMode.VerifyFull : SslMode.Prefer, settings.SslMode);
        Assert.DoesNotContain("pass", url.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://ada:s3cret@/linnet")]
    [InlineData("postgresql://ada:s3cret@db:port/linnet")]
    [InlineData("postgresql://ada:s3cret@db/linnet?sslmode=maybe")]
    [InlineData("postgresql://ada:s3cret@db/linnet?sslmod=require")]
    [InlineData("postgresql://ada:s3cret@a,b/linnet?target_session_attrs=standby")]
    [InlineData("Host=a,b;Password=s3cret;Target Session Attributes=any")]
    [InlineData("Host=db;Pasword=s3cret")]
    [InlineData("mysql://ada:s3cret@db/linnet")]
    public void What_is_no_database_is_told_without_a_word_of_the_password(string text)
    {
        var fault = DatabaseUrl.Parse(text, "/").Fault;
        Assert.NotNull(fault);
        Assert.DoesNotContain("s3cret", fault.Detail, StringComparison.Ordinal);
    }
}
