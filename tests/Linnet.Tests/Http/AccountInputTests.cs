using System.Net;
using Xunit;

namespace Linnet.Tests.Http;

public sealed class AccountInputTests(HttpTestServer server) : HttpTest(server)
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"password":"hunter2hunter2"}""")]
    [InlineData("""{"Password":"hunter2hunter2","username":"alice","email":"a@example.com"}""")]
    [InlineData("""{"password":"hunter2","username":"x","email":"x"}""")]
    [InlineData("""{"password":["hunter2"]}""")]
    [InlineData("""{"password":{"hunter2":1}}""")]
    [InlineData("""{"password":"hunter2hunter2","password":"hunter2"}""")]
    [InlineData("""{"password":"hunter2\u0000"}""")]
    [InlineData("""{"password":hunter2}""")]
    [InlineData("""{"password":thunter2}""")]
    [InlineData("\"hunter2\"")]
    [InlineData("""["hunter2"]""")]
    [InlineData("password=hunter2")]
    public async Task A_secret_is_in_no_answer(string body)
    {
        foreach (var contentType in new[] { "application/json", "text/plain", "application/x-www-form-urlencoded" })
        {
            using var response = await Send(HttpMethod.Post, "/register", body, contentType);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            Assert.DoesNotContain("hunter2", await response.Content.ReadAsStringAsync(Cancellation));
        }
        Assert.DoesNotContain(Server.Log.Entries, entry => entry.Text.Contains("hunter2"));
    }

    [Fact]
    public async Task The_object_that_lacks_a_member_is_shown_without_its_secrets() =>
        await AssertErrors(
            """{"type":"missing","loc":["body","email"],"msg":"Field required","input":{"username":"alice","password":"**********"}}""",
            await Send(HttpMethod.Post, "/register", """{"username":"alice","password":"hunter2hunter2","pasword":"hunter2"}"""));

    [Fact]
    public async Task A_secret_that_is_refused_is_masked() =>
        await AssertErrors(
            """{"type":"string_too_short","loc":["body","password"],"msg":"String should have at least 8 characters","input":"**********","ctx":{"min_length":8}}""",
            await Send(HttpMethod.Post, "/register", """{"username":"alice","email":"a@example.com","password":"hunter2"}"""));

    [Fact]
    [Trait("Promise", "S8")]
    public async Task A_password_is_limited_in_bytes()
    {
        static string Body(string password) => $$"""{"username":"alice","email":"a@example.com","password":"{{password}}"}""";

        await AssertText("a@example.com", await Send(HttpMethod.Post, "/register", Body(new string('é', 36))));
        await AssertErrors(
            """{"type":"value_error","loc":["body","password"],"msg":"Value error, String should have at most 72 bytes","input":"**********","ctx":{"error":{}}}""",
            await Send(HttpMethod.Post, "/register", Body(new string('é', 36) + "x")));
    }

    [Theory]
    [InlineData("al ice")]
    [InlineData("alice\\n")]
    [InlineData("alicé")]
    public async Task A_pattern_must_match_the_whole_text(string username) =>
        await AssertErrors(
            $$"""{"type":"string_pattern_mismatch","loc":["body","username"],"msg":"String should match pattern '^[A-Za-z0-9_]+$'","input":"{{username}}","ctx":{"pattern":"^[A-Za-z0-9_]+$"} }""",
            await Send(HttpMethod.Post, "/register", $$"""{"username":"{{username}}","email":"a@example.com","password":"hunter2hunter2"}"""));

    [Fact]
    public async Task A_rule_of_an_area_is_reported_as_a_value_error() =>
        await AssertErrors(
            """{"type":"value_error","loc":["body","username"],"msg":"Value error, Username is reserved","input":"admin","ctx":{"error":{}}}""",
            await Send(HttpMethod.Post, "/register", """{"username":"admin","email":"a@example.com","password":"hunter2hunter2"}"""));

    [Fact]
    public async Task A_bad_address_is_reported_with_the_reason() =>
        await AssertErrors(
            """{"type":"value_error","loc":["body","email"],"msg":"value is not a valid email address: An email address must have an @-sign.","input":"alice","ctx":{"reason":"An email address must have an @-sign."}}""",
            await Send(HttpMethod.Post, "/register", """{"username":"alice","email":"alice","password":"hunter2hunter2"}"""));

    [Theory]
    [InlineData("username=alice&password=secret", "alice secret all")]
    [InlineData("username=bob&username=al%C3%AFce&password=a+b%26&scope=&unknown=1", "alïce a b& all")]
    [InlineData("scope=some&password=p&username=alice", "alice p some")]
    public async Task A_form_is_read(string form, string expected) =>
        await AssertText(expected, await Send(HttpMethod.Post, "/login", form, "application/x-www-form-urlencoded"));

    [Fact]
    public async Task A_multipart_form_is_read()
    {
        using var form = new MultipartFormDataContent { { new StringContent("alice"), "username" }, { new StringContent("p"), "password" } };
        await AssertText("alice p all", await Server.Client.PostAsync("/login", form, Cancellation));
    }

    [Theory]
    [InlineData("", "application/x-www-form-urlencoded")]
    [InlineData("username=&password=", "application/x-www-form-urlencoded")]
    [InlineData("""{"username":"alice","password":"p"}""", "application/json")]
    public async Task Form_fields_that_are_absent_or_empty_are_missing(string body, string contentType) =>
        await AssertErrors(
            """{"type":"missing","loc":["body","username"],"msg":"Field required","input":null},"""
            + """{"type":"missing","loc":["body","password"],"msg":"Field required","input":null}""",
            await Send(HttpMethod.Post, "/login", body, contentType));

    [Fact]
    public async Task A_nul_in_a_form_is_reported_and_a_secret_masked() =>
        await AssertErrors(
            """{"type":"value_error","loc":["body","password"],"msg":"Value error, String should not contain NUL characters","input":"**********","ctx":{"error":{}}}""",
            await Send(HttpMethod.Post, "/login", "username=a&password=hunter2%00", "application/x-www-form-urlencoded"));

    [Fact]
    public async Task A_form_that_cannot_be_parsed_is_400()
    {
        using var response = await Send(HttpMethod.Post, "/login", "no boundary here", "multipart/form-data; boundary=x");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        AssertJson("""{"detail":"Bad Request","code":"bad_request"}""", await response.Content.ReadAsStringAsync(Cancellation));
    }
}
