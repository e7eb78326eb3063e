using System.Net;
using System.Text;
using Xunit;

namespace Linnet.Tests.Http;

public sealed class BodyTests(HttpTestServer server) : HttpTest(server)
{
    private const string NotAnInteger = "Input should be a valid integer";

    [Theory]
    [InlineData("""{"content":"hello"}""", "hello null")]
    [InlineData("""{"content":"hello","reply_to_id":null,"unknown":{"a":[1]}}""", "hello null")]
    [InlineData("""{"content":"hello","reply_to_id":12}""", "hello 12")]
    [InlineData("""{"content":"hello","reply_to_id":12.0}""", "hello 12")]
    [InlineData("""{"content":"hello","reply_to_id":12e1}""", "hello 120")]
    [InlineData("""{"content":"hello","reply_to_id":" +12 "}""", "hello 12")]
    [InlineData("""{"content":"hello","reply_to_id":"1_000.00"}""", "hello 1000")]
    [InlineData("""{"content":"hello","reply_to_id":"-9223372036854775808"}""", "hello -9223372036854775808")]
    [InlineData("""{"content":"hello","reply_to_id":true}""", "hello 1")]
    [InlineData("""{"content":"h\u00e9\ud83d\ude00"}""", "hé😀 null")]
    [InlineData("\ufeff{\"content\":\"after a byte order mark\"}", "after a byte order mark null")]
    public async Task A_good_body_is_read(string body, string expected) =>
        await AssertText(expected, await Send(HttpMethod.Post, "/tweets/", body));

    [Theory]
    [InlineData("{}", """{"type":"missing","loc":["body","content"],"msg":"Field required","input":{}}""")]
    [InlineData("""{"text":[1.50,{"é":null}]}""",
        """{"type":"missing","loc":["body","content"],"msg":"Field required","input":{"text":[1.50,{"é":null}]}}""")]
    [InlineData("null", """{"type":"missing","loc":["body"],"msg":"Field required","input":null}""")]
    [InlineData("""{"content":null}""",
        """{"type":"string_type","loc":["body","content"],"msg":"Input should be a valid string","input":null}""")]
    [InlineData("""{"content":12}""",
        """{"type":"string_type","loc":["body","content"],"msg":"Input should be a valid string","input":12}""")]
    [InlineData("""{"content":""}""",
        """{"type":"string_too_short","loc":["body","content"],"msg":"String should have at least 1 character","input":"","ctx":{"min_length":1}}""")]
    [InlineData("""{"content":" \t\n\u3000"}""",
        """{"type":"value_error","loc":["body","content"],"msg":"Value error, String should not be blank","input":" \t\n\u3000","ctx":{"error":{}}}""")]
    [InlineData("""{"content":"a\u0000b"}""",
        """{"type":"value_error","loc":["body","content"],"msg":"Value error, String should not contain NUL characters","input":"a\u0000b","ctx":{"error":{}}}""")]
    [InlineData("""{"content":"a\ud800"}""",
        """{"type":"string_unicode","loc":["body","content"],"msg":"Input should be a valid string, unable to parse raw data as a unicode string","input":"\ufffd"}""")]
    [InlineData("""["content"]""",
        """{"type":"model_attributes_type","loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from","input":["content"]}""")]
    public async Task A_bad_text_is_reported(string body, string error) =>
        await AssertErrors(error, await Send(HttpMethod.Post, "/tweets/", body));

    [Theory]
    [InlineData("""{"words":["a","bb"]}""", "a,bb red")]
    [InlineData("""{"words":["a"],"colours":null}""", "a null")]
    [InlineData("""{"words":["a"],"colours":[]}""", "a ")]
    [InlineData("""{"words":["a","a","a"],"colours":["green","red"]}""", "a,a,a green,red")]
    public async Task A_list_is_read(string body, string expected) => await AssertText(expected, await Send(HttpMethod.Post, "/list", body));

    [Theory]
    [InlineData("""{"words":"a"}""", """{"type":"list_type","loc":["body","words"],"msg":"Input should be a valid list","input":"a"}""")]
    [InlineData("""{"words":null}""", """{"type":"list_type","loc":["body","words"],"msg":"Input should be a valid list","input":null}""")]
    [InlineData("""{"words":[]}""",
        """{"type":"too_short","loc":["body","words"],"msg":"List should have at least 1 item after validation, not 0","input":[],"ctx":{"field_type":"List","min_length":1,"actual_length":0}}""")]
    [InlineData("""{"words":["a","b","c",7]}""",
        """{"type":"too_long","loc":["body","words"],"msg":"List should have at most 3 items after validation, not 4","input":["a","b","c",7],"ctx":{"field_type":"List","max_length":3,"actual_length":4}}""")]
    [InlineData("""{"words":["a",7]}""", """{"type":"string_type","loc":["body","words",1],"msg":"Input should be a valid string","input":7}""")]
    [InlineData("""{"words":[null]}""", """{"type":"string_type","loc":["body","words",0],"msg":"Input should be a valid string","input":null}""")]
    [InlineData("""{"words":["a",["b"]]}""", """{"type":"string_type","loc":["body","words",1],"msg":"Input should be a valid string","input":["b"]}""")]
    [InlineData("""{"words":["sixsix"]}""",
        """{"type":"string_too_long","loc":["body","words",0],"msg":"String should have at most 5 characters","input":"sixsix","ctx":{"max_length":5}}""")]
    [InlineData("""{"words":["a"],"colours":["blue"]}""",
        """{"type":"literal_error","loc":["body","colours",0],"msg":"Input should be 'red' or 'green'","input":"blue","ctx":{"expected":"'red' or 'green'"}}""")]
    public async Task A_bad_list_is_reported(string body, string error) => await AssertErrors(error, await Send(HttpMethod.Post, "/list", body));

    [Theory]
    [InlineData("[]", "int_type", NotAnInteger)]
    [InlineData("{}", "int_type", NotAnInteger)]
    [InlineData("\"x\"", "int_parsing", NotAnInteger + ", unable to parse string as an integer")]
    [InlineData("\"\"", "int_parsing", NotAnInteger + ", unable to parse string as an integer")]
    [InlineData("\"1.5\"", "int_parsing", NotAnInteger + ", unable to parse string as an integer")]
    [InlineData("\"_1\"", "int_parsing", NotAnInteger + ", unable to parse string as an integer")]
    [InlineData("\"1__0\"", "int_parsing", NotAnInteger + ", unable to parse string as an integer")]
    [InlineData("\"--1\"", "int_parsing", NotAnInteger + ", unable to parse string as an integer")]
    [InlineData("12.5", "int_from_float", NotAnInteger + ", got a number with a fractional part")]
    [InlineData("1e999", "finite_number", "Input should be a finite number")]
    [InlineData("9223372036854775808", "int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size")]
    [InlineData("-9223372036854775809", "int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size")]
    [InlineData("\"9223372036854775808\"", "int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size")]
    [InlineData("1e19", "int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size")]
    public async Task A_bad_integer_is_reported(string value, string type, string message) =>
        await AssertErrors(
            $$"""{"type":"{{type}}","loc":["body","reply_to_id"],"msg":"{{message}}","input":{{value}}}""",
            await Send(HttpMethod.Post, "/tweets/", $$"""{"content":"hello","reply_to_id":{{value}}}"""));

    [Theory]
    [InlineData("""{"content": }""", 12, "Unexpected character")]
    [InlineData("""{"content":"x" """, 15, "Unexpected end of input")]
    [InlineData("{\n \"content\":\n tru}", 18, "Unexpected character")]
    [InlineData("   ", 3, "Unexpected end of input")]
    [InlineData("""{"content":"x"} 1""", 16, "Unexpected character")]
    [InlineData("""{"content":"x","content":"y"}""", 0, "Duplicate member")]
    [InlineData("""{"content":"x","\u0063ontent":"y"}""", 0, "Duplicate member")]
    [InlineData("""{"\ud800":1,"content":"x"}""", 0, "Invalid member name")]
    public async Task Invalid_json_is_reported_with_its_position(string body, int position, string error) =>
        await AssertErrors(JsonInvalid(position, error), await Send(HttpMethod.Post, "/tweets/", body));

    [Fact]
    public async Task Nesting_is_limited_to_32_levels()
    {
        static string Nested(int levels) =>
            $$"""{"content":"x","deep":{{new string('[', levels - 1)}}{{new string(']', levels - 1)}}}""";

        await AssertText("x null", await Send(HttpMethod.Post, "/tweets/", Nested(32)));
        await AssertErrors(JsonInvalid(53, "Nested deeper than 32 levels"), await Send(HttpMethod.Post, "/tweets/", Nested(33)));
        await AssertErrors(JsonInvalid(53, "Nested deeper than 32 levels"), await Send(HttpMethod.Post, "/tweets/", Nested(10_000)));
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_reported()
    {
        using var content = new ByteArrayContent([.. "{\"content\":\""u8, .. Encoding.UTF8.GetBytes(new string('é', 300)), 0xff, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        using var response = await Server.Client.PostAsync("/tweets/", content, Cancellation);
        await AssertErrors(JsonInvalid(612, "Invalid UTF-8"), response);
    }

    [Fact]
    public async Task No_body_is_a_missing_one()
    {
        const string Missing = """{"type":"missing","loc":["body"],"msg":"Field required","input":null}""";
        await AssertErrors(Missing, await Send(HttpMethod.Post, "/tweets/"));
        await AssertErrors(Missing, await Send(HttpMethod.Post, "/tweets/", "", "text/plain"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("garbage")]
    public async Task A_body_of_another_type_is_no_object(string contentType) =>
        await AssertErrors(
            """{"type":"model_attributes_type","loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from","input":null}""",
            await Send(HttpMethod.Post, "/tweets/", """{"content":"x"}""", contentType));

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.api+json")]
    [InlineData("")]
    public async Task Json_under_its_other_names_is_read(string contentType) =>
        await AssertText("x null", await Send(HttpMethod.Post, "/tweets/", """{"content":"x"}""", contentType));

    [Fact]
    [Trait("Promise", "S13")]
    public async Task Length_is_counted_in_code_points()
    {
        var emoji = string.Concat(Enumerable.Repeat("😀", 280));
        await AssertText($"{emoji} null", await Send(HttpMethod.Post, "/tweets/", $$"""{"content":"{{emoji}}"}"""));
        await AssertErrors(
            $$"""{"type":"string_too_long","loc":["body","content"],"msg":"String should have at most 280 characters","input":"{{emoji}}😀","ctx":{"max_length":280} }""",
            await Send(HttpMethod.Post, "/tweets/", $$"""{"content":"{{emoji}}😀"}"""));
    }

    [Fact]
    public async Task A_body_that_comes_in_pieces_is_put_together()
    {
        var padding = new string(' ', 30_000);
        await AssertText("x null", await Send(HttpMethod.Post, "/tweets/", $$"""{"content":{{padding}}"x"}"""));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413()
    {
        using var response = await Send(HttpMethod.Post, "/tweets/", new string(' ', 70_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        AssertJson("""{"detail":"Payload Too Large","code":"payload_too_large"}""", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("{}", "False null")]
    [InlineData("""{"bio":null}""", "True null")]
    [InlineData("""{"bio":"hello","pinned":null}""", "True hello")]
    public async Task Absent_differs_from_null(string body, string expected) =>
        await AssertText(expected, await Send(HttpMethod.Put, "/profile", body));

    [Fact]
    public async Task Faults_are_listed_in_the_order_of_the_members() =>
        await AssertErrors(
            """{"type":"string_type","loc":["body","name"],"msg":"Input should be a valid string","input":null},"""
            + """{"type":"int_type","loc":["body","pinned"],"msg":"Input should be a valid integer","input":[]}""",
            await Send(HttpMethod.Put, "/profile", """{"pinned":[],"name":null}"""));

    [Theory]
    [InlineData("""{"loud":"YES","size":"2147483647","colour":"blue"}""", "Word { Colour = blue, Loud = True, Size = 2147483647, Id = 0 }")]
    [InlineData("""{"loud":1,"id":3}""", "Word { Colour = red, Loud = True, Size = 0, Id = 3 }")]
    [InlineData("""{"loud":0.0}""", "Word { Colour = red, Loud = False, Size = 0, Id = 0 }")]
    public async Task Booleans_words_and_defaults_are_read(string body, string expected) =>
        await AssertText(expected, await Send(HttpMethod.Post, "/word", body));

    [Theory]
    [InlineData("loud", "2", "bool_parsing", "Input should be a valid boolean, unable to interpret input", null)]
    [InlineData("loud", "\"perhaps\"", "bool_parsing", "Input should be a valid boolean, unable to interpret input", null)]
    [InlineData("loud", "0.5", "bool_type", "Input should be a valid boolean", null)]
    [InlineData("loud", "null", "bool_type", "Input should be a valid boolean", null)]
    [InlineData("colour", "\"pink\"", "literal_error", "Input should be 'red', 'green' or 'blue'", """{"expected":"'red', 'green' or 'blue'"}""")]
    [InlineData("size", "2147483648", "less_than_equal", "Input should be less than or equal to 2147483647", """{"le":2147483647}""")]
    public async Task Bad_booleans_words_and_small_integers_are_reported(string member, string value, string type, string message, string? context) =>
        await AssertErrors(
            $$"""{"type":"{{type}}","loc":["body","{{member}}"],"msg":"{{message}}","input":{{value}}{{Context(context)}} }""",
            await Send(HttpMethod.Post, "/word", $$"""{"{{member}}":{{value}}}"""));

    private static string JsonInvalid(int position, string error) =>
        $$$"""{"type":"json_invalid","loc":["body",{{{position}}}],"msg":"JSON decode error","input":{},"ctx":{"error":"{{{error}}}"}}""";

    private static string Context(string? context) => context is null ? "" : $",\"ctx\":{context}";
}
