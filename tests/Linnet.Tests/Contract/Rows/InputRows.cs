namespace Linnet.Tests.Contract.Rows;

/// <summary>Each kind of 422, at each place a value can come from.</summary>
internal static class InputRows
{
    public static readonly Dictionary<string, string> Table = new()
    {
        ["A body with three errors lists three"] = """
            nobody POST /auth/register {"username": "a b", "email": "no address", "password": "short"}
                => 422 string_pattern_mismatch body.username "String should match pattern '^[A-Za-z0-9_]+$'", value_error body.email "value is not a valid email address: An email address must have an @-sign.", string_too_short body.password "String should have at least 8 characters"
            """,
        ["What is missing is named"] = """
            nobody POST /auth/register {}
                => 422 missing body.username "Field required", missing body.email "Field required", missing body.password "Field required"
            ada POST /tweets/ {} => 422 missing body.content "Field required"
            ada POST /tweets/ {"contents": "typo"} => 422 missing body.content "Field required"
            ada POST /tweets/ => 422 missing body "Field required"
            """,
        ["Types are reported"] = """
            ada POST /tweets/ {"content": 5} => 422 string_type body.content "Input should be a valid string"
            ada POST /tweets/ {"content": null} => 422 string_type body.content "Input should be a valid string"
            ada POST /tweets/ {"content": ["x"]} => 422 string_type body.content "Input should be a valid string"
            ada POST /tweets/ {"content": "x", "reply_to_id": "x"}
                => 422 int_parsing body.reply_to_id "Input should be a valid integer, unable to parse string as an integer"
            ada POST /tweets/ {"content": "x", "reply_to_id": 1.5}
                => 422 int_from_float body.reply_to_id "Input should be a valid integer, got a number with a fractional part"
            ada POST /tweets/ {"content": "x", "reply_to_id": []} => 422 int_type body.reply_to_id "Input should be a valid integer"
            ada PUT /users/me {"bio": 5, "full_name": {}}
                => 422 string_type body.full_name "Input should be a valid string", string_type body.bio "Input should be a valid string"
            """,
        ["Lengths are reported"] = """
            ada POST /tweets/ {"content": ""} => 422 string_too_short body.content "String should have at least 1 character"
            ada PUT /users/me {"full_name": "<x×101>"} => 422 string_too_long body.full_name "String should have at most 100 characters"
            ada PUT /users/me {"bio": "<x×501>"} => 422 string_too_long body.bio "String should have at most 500 characters"
            ada PUT /users/me {"full_name": "<🐦×100>", "bio": "<🐦×500>"} => 200 Account
            """,
        ["NUL and halves of characters are no text"] = """
            ada POST /tweets/ {"content": "a\u0000b"} => 422 value_error body.content "Value error, String should not contain NUL characters"
            ada POST /tweets/ {"content": "a\ud800b"}
                => 422 string_unicode body.content "Input should be a valid string, unable to parse raw data as a unicode string"
            ada PUT /users/me {"bio": "a\u0000b"} => 422 value_error body.bio "Value error, String should not contain NUL characters"
            """,
        ["An address must be one"] = """
            ada PUT /users/me {"email": "ada@"}
                => 422 value_error body.email "value is not a valid email address: There must be something after the @-sign."
            ada PUT /users/me {"email": "ada@localhost"}
                => 422 value_error body.email "value is not a valid email address: The part after the @-sign is not valid. It should have a period."
            """,
        ["Bodies that are no JSON say where they break"] = """
            ada POST /tweets/ {"content": => 422 json_invalid body.11 "JSON decode error"
            ada POST /tweets/ {"content": "x"} trailing => 422 json_invalid body.17 "JSON decode error"
            ada POST /tweets/ hello => 422 json_invalid body.0 "JSON decode error"
            """,
        ["A body must be an object, and say that it is JSON"] = """
            ada POST /tweets/ ["x"]
                => 422 model_attributes_type body "Input should be a valid dictionary or object to extract fields from"
            ada POST /tweets/ "x"
                => 422 model_attributes_type body "Input should be a valid dictionary or object to extract fields from"
            ada POST /tweets/ null => 422 missing body "Field required"
            ada POST /tweets/ as text/plain {"content": "x"}
                => 422 model_attributes_type body "Input should be a valid dictionary or object to extract fields from"
            ada POST /tweets/ as application/problem+json {"content": "x"} => 201 Tweet
            """,
        ["Unknown members are ignored"] = """
            ada POST /tweets/ {"content": "x", "colour": {"deeply": ["nested", null]}} => 201 Tweet
            """,
        ["Ids in paths are whole numbers"] = """
            ada GET /tweets/x => 422 int_parsing path.tweet_id "Input should be a valid integer, unable to parse string as an integer"
            ada GET /tweets/1.5/replies => 422 int_parsing path.tweet_id "Input should be a valid integer, unable to parse string as an integer"
            ada POST /tweets/x/like => 422 int_parsing path.tweet_id "Input should be a valid integer, unable to parse string as an integer"
            ada PUT /tweets/x {"content": ""}
                => 422 int_parsing path.tweet_id "Input should be a valid integer, unable to parse string as an integer", string_too_short body.content "String should have at least 1 character"
            """,
        ["Bounds of lists are reported"] = """
            ada GET /tweets/?limit=0 => 422 greater_than_equal query.limit "Input should be greater than or equal to 1"
            ada GET /tweets/?limit=101 => 422 less_than_equal query.limit "Input should be less than or equal to 100"
            ada GET /tweets/?skip=-1&limit=x
                => 422 greater_than_equal query.skip "Input should be greater than or equal to 0", int_parsing query.limit "Input should be a valid integer, unable to parse string as an integer"
            ada GET /users/?limit=101 => 422 less_than_equal query.limit "Input should be less than or equal to 100"
            ada GET /users/$ada/followers?limit=0 => 422 greater_than_equal query.limit "Input should be greater than or equal to 1"
            ada GET /users/$ada/following?skip=-1 => 422 greater_than_equal query.skip "Input should be greater than or equal to 0"
            ada GET /tweets/user/$ada?limit=0 => 422 greater_than_equal query.limit "Input should be greater than or equal to 1"
            ada GET /tweets/1/replies?limit=0 => 422 greater_than_equal query.limit "Input should be greater than or equal to 1"
            ada GET /tweets/timeline?page=0 => 422 greater_than_equal query.page "Input should be greater than or equal to 1"
            ada GET /tweets/timeline?page_size=0 => 422 greater_than_equal query.page_size "Input should be greater than or equal to 1"
            ada GET /tweets/timeline?page_size=101 => 422 less_than_equal query.page_size "Input should be less than or equal to 100"
            ada GET /tweets/?limit= => 422 int_parsing query.limit "Input should be a valid integer, unable to parse string as an integer"
            ada GET /tweets/?limit=100 => 200
            """,
        ["A missing token is reported before the input is validated"] = """
            nobody POST /tweets/ {"content": ""} => 401 not_authenticated "Not authenticated"
            nobody GET /tweets/x?limit=0 => 401 not_authenticated "Not authenticated"
            """,
    };
}
