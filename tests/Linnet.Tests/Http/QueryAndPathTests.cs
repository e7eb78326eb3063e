using System.Net;
using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Linnet.Tests.Http;

public sealed class QueryAndPathTests(HttpTestServer server) : HttpTest(server)
{
    [Theory]
    [InlineData("/lists", 0, 20, null, null, null)]
    [InlineData("/lists?skip=3&limit=100&max_id=9&since_id=8&min_id=-7", 3, 100, 9L, 8L, -7L)]
    [InlineData("/lists?limit=0&limit=5&unknown=x", 0, 5, null, null, null)]
    [InlineData("/lists?skip=10000", 10_000, 20, null, null, null)]
    [InlineData("/timeline?page=3&page_size=10&max_id=4", 20, 10, 4L, null, null)]
    [InlineData("/timeline?page=501", 10_000, 20, null, null, null)]
    [InlineData("/timeline?page=304&page_size=33", 9_999, 33, null, null, null)]
    public async Task Paging_is_read(string url, long skip, int limit, long? maxId, long? sinceId, long? minId) =>
        await AssertText(new Slice(skip, limit, maxId, sinceId, minId).ToString(), await Send(HttpMethod.Get, url));

    [Theory]
    [InlineData("/lists?limit=0", "limit", "0", "greater_than_equal", "Input should be greater than or equal to 1", """{"ge":1}""")]
    [InlineData("/lists?limit=101", "limit", "101", "less_than_equal", "Input should be less than or equal to 100", """{"le":100}""")]
    [InlineData("/lists?skip=-1", "skip", "-1", "greater_than_equal", "Input should be greater than or equal to 0", """{"ge":0}""")]
    [InlineData("/timeline?page=0", "page", "0", "greater_than_equal", "Input should be greater than or equal to 1", """{"ge":1}""")]
    [InlineData("/lists?skip=10001", "skip", "10001", "less_than_equal", "Input should be less than or equal to 10000", """{"le":10000}""")]
    [InlineData("/lists?skip=9223372036854775807", "skip", "9223372036854775807", "less_than_equal", "Input should be less than or equal to 10000", """{"le":10000}""")]
    [InlineData("/timeline?page=502", "page", "502", "less_than_equal", "Input should be less than or equal to 501", """{"le":501}""")]
    [InlineData("/timeline?page=305&page_size=33", "page", "305", "less_than_equal", "Input should be less than or equal to 304", """{"le":304}""")]
    [InlineData("/timeline?page=9223372036854775807", "page", "9223372036854775807", "less_than_equal", "Input should be less than or equal to 501", """{"le":501}""")]
    [InlineData("/lists?limit=99999999999999999999", "limit", "99999999999999999999", "less_than_equal", "Input should be less than or equal to 100", """{"le":100}""")]
    [InlineData("/lists?skip=-99999999999999999999", "skip", "-99999999999999999999", "greater_than_equal", "Input should be greater than or equal to 0", """{"ge":0}""")]
    [InlineData("/lists?skip=99999999999999999999", "skip", "99999999999999999999", "int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size", null)]
    [InlineData("/lists?skip=", "skip", "", "int_parsing", "Input should be a valid integer, unable to parse string as an integer", null)]
    [InlineData("/lists?max_id=x%00", "max_id", "x\\u0000", "int_parsing", "Input should be a valid integer, unable to parse string as an integer", null)]
    public async Task A_bad_parameter_is_reported(string url, string name, string value, string type, string message, string? context) =>
        await AssertErrors(
            $$"""{"type":"{{type}}","loc":["query","{{name}}"],"msg":"{{message}}","input":"{{value}}"{{(context is null ? "" : ",\"ctx\":" + context)}} }""",
            await Send(HttpMethod.Get, url));

    [Theory]
    [InlineData("x", "int_parsing", "Input should be a valid integer, unable to parse string as an integer")]
    [InlineData("1.5", "int_parsing", "Input should be a valid integer, unable to parse string as an integer")]
    [InlineData("9223372036854775808", "int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size")]
    public async Task A_bad_id_is_reported(string id, string type, string message) =>
        await AssertErrors(
            $$"""{"type":"{{type}}","loc":["path","tweet_id"],"msg":"{{message}}","input":"{{id}}"}""",
            await Send(HttpMethod.Get, $"/tweets/{id}"));

    [Theory]
    [InlineData("0")]
    [InlineData("-9223372036854775808")]
    public async Task An_id_that_cannot_exist_is_not_found(string id)
    {
        using var response = await Send(HttpMethod.Get, $"/tweets/{id}");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task All_errors_of_a_request_are_reported_at_once_path_first() =>
        await AssertErrors(
            """{"type":"int_parsing","loc":["path","tweet_id"],"msg":"Input should be a valid integer, unable to parse string as an integer","input":"x"},"""
            + """{"type":"less_than_equal","loc":["query","limit"],"msg":"Input should be less than or equal to 100","input":"101","ctx":{"le":100}},"""
            + """{"type":"missing","loc":["body","content"],"msg":"Field required","input":{}}""",
            await Send(HttpMethod.Put, "/tweets/x?limit=101", "{}"));

    [Fact]
    public void What_an_endpoint_binds_and_refuses_is_in_its_metadata()
    {
        var update = Server.Endpoints.Endpoints.Single(it => it.DisplayName == "HTTP: PUT /tweets/{tweet_id}");
        Assert.Equal("tweet_id", update.Metadata.GetMetadata<PathIdMetadata>()?.Name);
        Assert.Equal(typeof(ListQuery), update.Metadata.GetMetadata<QueryParametersMetadata>()?.Model);
        Assert.Equal((typeof(NewTweet), "application/json"),
            (update.Metadata.GetMetadata<BodyMetadata>()?.RequestType, update.Metadata.GetMetadata<BodyMetadata>()?.MediaType));
        var post = Server.Endpoints.Endpoints.Single(it => it.DisplayName == "HTTP: POST /tweets/");
        Assert.Equal([HttpTestServer.TweetNotFound], post.Metadata.GetOrderedMetadata<ProducedErrorsMetadata>().SelectMany(it => it.Errors));
    }

    [Fact]
    public void The_members_of_a_model_are_described()
    {
        Assert.Equal(
            [("skip", typeof(long), false, 0L), ("limit", typeof(int), false, 20), ("max_id", typeof(long), true, null),
                ("since_id", typeof(long), true, null), ("min_id", typeof(long), true, null)],
            InputModel.MembersOf(typeof(ListQuery)).Select(it => (it.Name, it.ValueType, it.IsNullable, it.Default)));
        Assert.Equal(
            [("bio", typeof(string), true, true), ("name", typeof(string), true, false), ("pinned", typeof(long), true, true)],
            InputModel.MembersOf(typeof(ProfileChange)).Select(it => (it.Name, it.ValueType, it.IsOptional, it.IsNullable)));
        Assert.Equal([true, false], InputModel.MembersOf(typeof(NewTweet)).Select(it => it.IsRequired));
    }

    [Fact]
    public async Task The_caller_is_bound_where_there_is_one()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/caller");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer x");
        await AssertText(new Caller(7, 9).ToString(), await Server.Client.SendAsync(request, Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Caller.BindAsync(new DefaultHttpContext()));
    }
}
