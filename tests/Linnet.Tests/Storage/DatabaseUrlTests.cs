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
    [InlineData("postgresql://ada:pass@ep-x.neon.tech/linnet?sslmode=require&channel_binding=require", "Host=ep-x.neon.tech;SSL Mode=Require;Channel Binding=Require")]
    [InlineData("postgres://ada:pass@db.heroku.com:5433/linnet?connect_timeout=10", "Host=db.heroku.com;Port=5433")]
    [InlineData("postgresql://ada:pass@db/linnet?options=-c%20search_path%3Dlinnet", "Host=db;Options='-c search_path=linnet'")]
    [InlineData("postgresql://ada:pass@db/linnet?options=endpoint%3Dep-x", "Host=db;Options='endpoint=ep-x'")]
    [InlineData("postgresql://ada:pass@db/linnet?application_name=birds", "Host=db;Application Name=birds")]
    [InlineData("postgresql://ada:pass@db/linnet?target_session_attrs=read-write", "Host=db;Target Session Attributes=read-write")]
    [InlineData("postgresql://ada:pass@db/linnet?sslmode=verify-ca&sslrootcert=/etc/ca.pem", "Host=db;SSL Mode=VerifyCA;Root Certificate=/etc/ca.pem")]
    [InlineData("postgresql+asyncpg://ada:pass@db/linnet?ssl=require", "Host=db;SSL Mode=Require")]
    [InlineData("postgresql+asyncpg://ada:pass@db/linnet?ssl=true&prepared_statement_cache_size=0", "Host=db;SSL Mode=Require")]
    [InlineData("postgresql+psycopg2://ada:pass@db/linnet", "Host=db")]
    [InlineData("POSTGRESQL+psycopg://ada:pass@db/linnet", "Host=db")]
    [InlineData("postgresql://ada:pass@[::1]:5433/linnet", "Host=::1;Port=5433")]
    [InlineData("postgresql://ada:pass@[2001:db8::7]/linnet", "Host=2001:db8::7")]
    [InlineData("postgresql://ada:pass@%2Frun%2Fpostgresql/linnet", "Host=/run/postgresql")]
    [InlineData("postgresql+asyncpg:///linnet?host=/run/postgresql&user=ada&password=pass", "Host=/run/postgresql")]
    [InlineData("postgresql://ada:p%25%3A%3F%23%5B@db/linnet", "Host=db;Password='p%:?#['")]
    public void An_address_of_a_provider_or_of_the_service_before_is_understood(string text, string expected)
    {
        var url = DatabaseUrl.Parse(text, "/").OrThrow();
        var settings = new NpgsqlConnectionStringBuilder { Database = "linnet", Username = "ada", Password = "pass" };
        var parts = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = expected };
        foreach (string part in parts.Keys)
            settings[part] = parts[part];
        Assert.True(settings.EquivalentTo(new NpgsqlConnectionStringBuilder(url.Target)), $"{url.Target} is not {settings}");
        Assert.StartsWith("postgresql://", PostgresConnections.Describe(url.Target), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite:///./twitter.db", "/here/twitter.db")]
    [InlineData("sqlite+aiosqlite:///./twitter.db", "/here/twitter.db")]
    [InlineData("sqlite+pysqlite:////var/lib/linnet.db", "/var/lib/linnet.db")]
    [InlineData("SQLite+aiosqlite:///twitter.db", "/here/twitter.db")]
    [InlineData("what+is://this.db", null)]
    public void A_file_is_found_with_any_driver_in_its_address(string text, string? path) =>
        Assert.Equal(path, DatabaseUrl.Parse(text, "/here").Succeeded(out var url, out _) ? url.Target : null);

    [Theory]
    [InlineData("sqlite+aiosqlite:///./twitter.db?check_same_thread=false", "write sqlite:///./twitter.db")]
    [InlineData("sqlite:///:memory:", "name a file")]
    [InlineData("sqlite://", "name a file")]
    [InlineData(":memory:", "name a file")]
    [InlineData("postgresql://ada:s3/cret@db/linnet", "%2F for /")]
    [InlineData("postgresql://ada:s3?cret@db/linnet", "%3F for ?")]
    [InlineData("postgresql://ada:s3cret@db/linnet?pgbouncer=true", "'pgbouncer'; leave it out")]
    [InlineData("postgresql+asyncpg://ada:s3cret@db/linnet?server_settings=x", "'server_settings'; leave it out")]
    [InlineData("mysql+aiomysql://ada:s3cret@db/linnet", "write sqlite:///path or postgresql://")]
    public void An_unsupported_part_is_reported_with_its_remedy(string text, string cure)
    {
        var error = DatabaseUrl.Parse(text, "/").Error;
        Assert.NotNull(error);
        Assert.Contains(cure, error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", error.Detail, StringComparison.Ordinal);
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
    public void An_invalid_address_is_reported_without_the_password(string text)
    {
        var error = DatabaseUrl.Parse(text, "/").Error;
        Assert.NotNull(error);
        Assert.DoesNotContain("s3cret", error.Detail, StringComparison.Ordinal);
    }
}
