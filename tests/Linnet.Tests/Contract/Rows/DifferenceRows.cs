namespace Linnet.Tests.Contract.Rows;

/// <summary>Where Linnet differs from the service it takes over from, on purpose.</summary>
/// <remarks>That addresses stay private and that times carry six decimals and a Z is checked for every answer of every row.</remarks>
internal static class DifferenceRows
{
    public static readonly Dictionary<string, string> Table = new()
    {
        ["Tweets by their ids, those that exist, in the order asked"] = """
            ada POST /tweets/ {"content": "one"} => 201 -> $one
            ben POST /tweets/ {"content": "two"} => 201 -> $two
            ada POST /tweets/$two/like => 200
            ada GET /tweets/?ids=$one,9000000,$two,$one => 200 [{"id": $one, "is_liked": false}, {"id": $two, "is_liked": true}]
            ada GET /tweets/?ids=$two&limit=1&skip=5 => 200 [{"id": $two}]
            ada GET /tweets/?ids=99999999999999999999999,9000000 => 200 []
            ada GET /tweets/?ids= => 422 value_error query.ids "Value error, Ids should be whole numbers separated by commas"
            ada GET /tweets/?ids=1,x => 422 value_error query.ids "Value error, Ids should be whole numbers separated by commas"
            ada GET /tweets/?ids=-1 => 422 value_error query.ids "Value error, Ids should be whole numbers separated by commas"
            """,
        ["Another's address is in no answer"] = """
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ben POST /users/$ada/follow => 200
            ada POST /users/$ben/follow => 200
            ben GET /users/$ada => 200 User
            ben GET /users/ => 200 [User]
            ben GET /users/$ada/followers => 200 [User]
            ben GET /users/$ada/following => 200 [User]
            ben GET /tweets/$tweet => 200 Tweet
            ben GET /tweets/timeline => 200 TimelineResponse
            """,
        ["Names are unique without regard to case and shown as registered"] = """
            nobody POST /auth/register {"username": "Mixed$DAN", "email": "$dan@example.org", "password": "$password"} => 201 {"username": "Mixed$DAN"}
            nobody POST /auth/register {"username": "mIXED$dan", "email": "other$dan@example.org", "password": "$password"}
                => 400 username_taken "Username already registered"
            ada GET /users/mixed$dan => 200 User {"username": "Mixed$DAN"}
            ada GET /tweets/user/MIXED$DAN => 200 []
            ada POST /users/mIxEd$dan/follow => 200 FollowResponse {"message": "Successfully followed @Mixed$DAN"}
            ada GET /users/MIXED$DAN/followers => 200 [{"username": "$ada"}]
            ada DELETE /users/mixed$DAN/follow => 200 FollowResponse {"message": "Successfully unfollowed @Mixed$DAN"}
            nobody POST /auth/login form username=MIXED$DAN&password=$password => 200 Token
            """,
        ["One cannot follow oneself under another case either"] = """
            ada POST /users/$ADA/follow => 400 cannot_follow_self "Cannot follow yourself"
            """,
        ["A name that only looks alike is another name"] = """
            nobody POST /auth/register {"username": "k$dan", "email": "$dan@example.org", "password": "$password"} => 201
            ada GET /users/%E2%84%AA$dan => 404 user_not_found "User not found"
            ada POST /users/%E2%84%AA$dan/follow => 404 user_not_found "User not found"
            nobody POST /auth/login/json {"username": "\u212a$dan", "password": "$password"} => 401
            """,
        ["Names have 1 to 30 letters, digits and underscores"] = """
            nobody POST /auth/register {"username": "", "email": "$dan@example.org", "password": "$password"}
                => 422 string_too_short body.username "String should have at least 1 character"
            nobody POST /auth/register {"username": "<x×31>", "email": "$dan@example.org", "password": "$password"}
                => 422 string_too_long body.username "String should have at most 30 characters"
            nobody POST /auth/register {"username": "a b", "email": "$dan@example.org", "password": "$password"}
                => 422 string_pattern_mismatch body.username "String should match pattern '^[A-Za-z0-9_]+$'"
            nobody POST /auth/register {"username": "zoë", "email": "$dan@example.org", "password": "$password"}
                => 422 string_pattern_mismatch body.username "String should match pattern '^[A-Za-z0-9_]+$'"
            nobody POST /auth/register {"username": "abc\n", "email": "$dan@example.org", "password": "$password"}
                => 422 string_pattern_mismatch body.username "String should match pattern '^[A-Za-z0-9_]+$'"
            nobody POST /auth/register {"username": "<x×20>$dan", "email": "$dan@example.org", "password": "$password"} => 201 Account
            """,
        ["The names of routes are reserved"] = """
            nobody POST /auth/register {"username": "me", "email": "$dan@example.org", "password": "$password"}
                => 422 value_error body.username "Value error, This username is reserved"
            nobody POST /auth/register {"username": "Timeline", "email": "$dan@example.org", "password": "$password"}
                => 422 value_error body.username "Value error, This username is reserved"
            nobody POST /auth/register {"username": "TWEETS", "email": "$dan@example.org", "password": "$password"}
                => 422 value_error body.username "Value error, This username is reserved"
            nobody POST /auth/register {"username": "auth", "email": "$dan@example.org", "password": "$password"}
                => 422 value_error body.username "Value error, This username is reserved"
            """,
        ["A password has 8 characters at least"] = """
            nobody POST /auth/register {"username": "$dan", "email": "$dan@example.org", "password": "1234567"}
                => 422 string_too_short body.password "String should have at least 8 characters"
            nobody POST /auth/register {"username": "$dan", "email": "$dan@example.org", "password": "🐦🐦🐦🐦🐦🐦🐦"}
                => 422 string_too_short body.password "String should have at least 8 characters"
            nobody POST /auth/register {"username": "$dan", "email": "$dan@example.org", "password": "x7k2mq9z"} => 201
            nobody POST /auth/login/json {"username": "$dan", "password": "x7k2mq9z"} => 200 Token
            """,
        ["A password has 72 bytes at most, and all of them count"] = """
            nobody POST /auth/register {"username": "$dan", "email": "$dan@example.org", "password": "<x×73>"}
                => 422 string_too_long body.password "String should have at most 72 characters"
            nobody POST /auth/register {"username": "$dan", "email": "$dan@example.org", "password": "<é×37>"}
                => 422 value_error body.password "Value error, String should have at most 72 bytes"
            nobody POST /auth/register {"username": "$dan", "email": "$dan@example.org", "password": "<é×36>"} => 201
            nobody POST /auth/login/json {"username": "$dan", "password": "<é×36>"} => 200 Token
            nobody POST /auth/login/json {"username": "$dan", "password": "<é×36>x"} => 401
            nobody POST /auth/login/json {"username": "$dan", "password": "<é×35>e"} => 401
            """,
        ["A password holds no NUL and no half of a character"] = """
            nobody POST /auth/register {"username": "$dan", "email": "$dan@example.org", "password": "good\u0000password"}
                => 422 value_error body.password "Value error, String should not contain NUL characters"
            nobody POST /auth/register {"username": "$dan", "email": "$dan@example.org", "password": "good password \ud800"}
                => 422 string_unicode body.password "Input should be a valid string, unable to parse raw data as a unicode string"
            """,
        ["A changed password obeys the same rules, and a refused one changes nothing"] = """
            ada PUT /users/me {"password": "<x×73>", "bio": "half done"}
                => 422 string_too_long body.password "String should have at most 72 characters"
            ada PUT /users/me {"password": "<é×37>"} => 422 value_error body.password "Value error, String should have at most 72 bytes"
            ada PUT /users/me {"password": "short"} => 422 string_too_short body.password "String should have at least 8 characters"
            ada PUT /users/me {"password": "good\u0000password"}
                => 422 value_error body.password "Value error, String should not contain NUL characters"
            ada GET /users/me => 200 {"bio": null}
            nobody POST /auth/login form username=$ada&password=$password => 200
            """,
        ["Content that is only white space is refused"] = """
            ada POST /tweets/ {"content": " "} => 422 value_error body.content "Value error, String should not be blank"
            ada POST /tweets/ {"content": "\n\t \u00a0\u2003\u3000"} => 422 value_error body.content "Value error, String should not be blank"
            ada POST /tweets/ {"content": " x "} => 201 Tweet {"content": " x "} -> $tweet
            ada PUT /tweets/$tweet {"content": "  "} => 422 value_error body.content "Value error, String should not be blank"
            ada GET /users/me => 200 {"tweets_count": 1}
            """,
        ["Content is counted in code points"] = """
            ada POST /tweets/ {"content": "<🐦×280>"} => 201 Tweet {"content": "<🐦×280>"} -> $tweet
            ada POST /tweets/ {"content": "<🐦×281>"} => 422 string_too_long body.content "String should have at most 280 characters"
            ada POST /tweets/ {"content": "<x×280>"} => 201 Tweet
            ada POST /tweets/ {"content": "<x×281>"} => 422 string_too_long body.content "String should have at most 280 characters"
            ada PUT /tweets/$tweet {"content": "<🐧×280>"} => 200 Tweet {"content": "<🐧×280>"}
            ada PUT /tweets/$tweet {"content": "<🐧×281>"} => 422 string_too_long body.content "String should have at most 280 characters"
            ada GET /tweets/$tweet => 200 {"content": "<🐧×280>"}
            """,
        ["A changed password ends all other sessions, and the one that changed it goes on"] = """
            ada@phone GET /users/me => 200
            ada@laptop GET /users/me => 200
            ada@phone PUT /users/me {"password": "another good one"} => 200
            ada@phone GET /users/me => 200
            ada@laptop GET /users/me => 401 session_ended "Could not validate credentials"
            ada GET /users/me => 401 session_ended "Could not validate credentials"
            """,
        ["A change of anything else ends no session"] = """
            ada@phone GET /users/me => 200
            ada PUT /users/me {"bio": "x", "email": "new$ada@example.org"} => 200
            ada@phone GET /users/me => 200
            """,
        ["A token dies with deactivation and stays dead after it"] = """
            ada GET /users/me => 200
            operator DEACTIVATE $ada
            ada POST /tweets/ {"content": "Still here?"} => 400 inactive_user "Inactive user"
            operator ACTIVATE $ada
            ada GET /users/me => 401 session_ended "Could not validate credentials"
            ada@again GET /users/me => 200 Account {"is_active": true, "tweets_count": 0}
            """,
        ["A token names the account and not its username"] = """
            ada GET /users/me => 200
            ada@phone DELETE /users/me => 204
            nobody POST /auth/register {"username": "$ada", "email": "$ada@example.org", "password": "$password"} => 201 Account
            ada GET /users/me => 401 session_ended "Could not validate credentials"
            ada@phone GET /users/me => 401 session_ended "Could not validate credentials"
            ada@again GET /users/me => 200 Account {"username": "$ada"}
            """,
        ["Ids beyond 64 bits are answered"] = """
            ada GET /tweets/9223372036854775807 => 404 tweet_not_found "Tweet not found"
            ada GET /tweets/9223372036854775808
                => 422 int_parsing_size path.tweet_id "Unable to parse input string as an integer, exceeded maximum size"
            ada DELETE /tweets/-99999999999999999999999999/like
                => 422 int_parsing_size path.tweet_id "Unable to parse input string as an integer, exceeded maximum size"
            ada GET /tweets/-1 => 404 tweet_not_found "Tweet not found"
            ada GET /tweets/0 => 404 tweet_not_found "Tweet not found"
            ada POST /tweets/ {"content": "x", "reply_to_id": 9223372036854775807} => 404 reply_parent_not_found "Tweet to reply to not found"
            ada POST /tweets/ {"content": "x", "reply_to_id": 9223372036854775808, "retweet_of_id": -9223372036854775809}
                => 422 int_parsing_size body.reply_to_id "Unable to parse input string as an integer, exceeded maximum size", int_parsing_size body.retweet_of_id "Unable to parse input string as an integer, exceeded maximum size"
            ada GET /tweets/?max_id=9223372036854775808
                => 422 int_parsing_size query.max_id "Unable to parse input string as an integer, exceeded maximum size"
            ada GET /tweets/?max_id=9223372036854775807&since_id=-9223372036854775808&min_id=9223372036854775807 => 200 []
            """,
        ["Skipping beyond the end is answered, and refused beyond 10,000"] = """
            ada GET /tweets/?skip=10000&limit=100 => 200 []
            ada GET /tweets/?skip=10001 => 422 less_than_equal query.skip "Input should be less than or equal to 10000"
            ada GET /tweets/user/$ada?skip=9223372036854775807 => 422 less_than_equal query.skip "Input should be less than or equal to 10000"
            ada GET /users/?skip=9223372036854775807 => 422 less_than_equal query.skip "Input should be less than or equal to 10000"
            ada GET /users/$ada/followers?skip=10001 => 422 less_than_equal query.skip "Input should be less than or equal to 10000"
            ada GET /users/$ada/following?skip=10001 => 422 less_than_equal query.skip "Input should be less than or equal to 10000"
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ada GET /tweets/$tweet/replies?skip=10001 => 422 less_than_equal query.skip "Input should be less than or equal to 10000"
            ada GET /users/?skip=9223372036854775808
                => 422 int_parsing_size query.skip "Unable to parse input string as an integer, exceeded maximum size"
            ada GET /users/?skip=-9223372036854775809 => 422 greater_than_equal query.skip "Input should be greater than or equal to 0"
            """,
        ["A page too deep to be counted to is refused"] = """
            ada POST /tweets/ {"content": "Hello"} => 201
            ada GET /tweets/timeline?page=501 => 200 TimelineResponse {"tweets": [], "total": 1, "page": 501}
            ada GET /tweets/timeline?page=502 => 422 less_than_equal query.page "Input should be less than or equal to 501"
            ada GET /tweets/timeline?page=9223372036854775807&page_size=100 => 422 less_than_equal query.page "Input should be less than or equal to 101"
            ada GET /tweets/timeline?page=9223372036854775808
                => 422 int_parsing_size query.page "Unable to parse input string as an integer, exceeded maximum size"
            """,
        ["A deleted tweet takes its likes and its part in every count with it"] = """
            ada POST /users/$ben/follow => 200
            ada POST /tweets/ {"content": "root"} => 201 -> $root
            ben POST /tweets/ {"content": "answer", "reply_to_id": $root, "retweet_of_id": $root} => 201 -> $answer
            cay POST /tweets/$answer/like => 200
            ada GET /tweets/timeline => 200 {"total": 2}
            ben DELETE /tweets/$answer => 204
            ada GET /tweets/$root => 200 {"replies_count": 0, "retweets_count": 0}
            ada GET /tweets/$root/replies => 200 []
            ada GET /users/$ben => 200 {"tweets_count": 0}
            ada GET /tweets/timeline => 200 {"tweets": [{"id": $root}], "total": 1}
            """,
        ["Replies and retweets by others stay when what they speak of is deleted"] = """
            ada POST /tweets/ {"content": "root"} => 201 -> $root
            ben POST /tweets/ {"content": "answer", "reply_to_id": $root} => 201 -> $reply
            cay POST /tweets/ {"content": "passed on", "retweet_of_id": $root} => 201 -> $retweet
            ada DELETE /tweets/$root => 204
            ada GET /tweets/$reply => 200 Tweet {"content": "answer", "reply_to_id": null}
            ada GET /tweets/$retweet => 200 Tweet {"content": "passed on", "retweet_of_id": null}
            ada GET /tweets/$root/replies => 404 tweet_not_found "Tweet not found"
            ben GET /users/me => 200 {"tweets_count": 1}
            """,
        ["A deleted account takes its tweets, likes and follows out of every count"] = """
            ada POST /tweets/ {"content": "hers"} => 201 -> $hers
            ben POST /tweets/ {"content": "his"} => 201 -> $his
            ben POST /tweets/ {"content": "his answer", "reply_to_id": $hers} => 201 -> $answer
            ada POST /tweets/ {"content": "her answers", "reply_to_id": $his, "retweet_of_id": $his} => 201
            ada POST /tweets/ {"content": "and another", "reply_to_id": $his} => 201
            ada POST /tweets/$his/like => 200
            cay POST /tweets/$his/like => 200
            ada POST /users/$ben/follow => 200
            ben POST /users/$ada/follow => 200
            cay POST /users/$ada/follow => 200
            ben GET /tweets/timeline => 200 {"total": 5}
            ada DELETE /users/me => 204
            ben GET /tweets/$his => 200 {"likes_count": 1, "replies_count": 0, "retweets_count": 0}
            ben GET /tweets/$his/replies => 200 []
            ben GET /tweets/$answer => 200 {"reply_to_id": null}
            ben GET /tweets/$hers => 404 tweet_not_found "Tweet not found"
            ben GET /users/me => 200 {"followers_count": 0, "following_count": 0, "tweets_count": 2}
            cay GET /users/me => 200 {"followers_count": 0, "following_count": 0}
            ben GET /users/$ben/followers => 200 []
            ben GET /users/$ben/following => 200 []
            ben GET /tweets/timeline => 200 {"tweets": [{"id": $answer}, {"id": $his}], "total": 2}
            """,
        ["One's own likes and replies on one's own tweets go with the account"] = """
            ada POST /tweets/ {"content": "talking"} => 201 -> $root
            ada POST /tweets/ {"content": "to myself", "reply_to_id": $root} => 201 -> $reply
            ben POST /tweets/ {"content": "joins in", "reply_to_id": $reply} => 201 -> $joined
            ada POST /tweets/$root/like => 200
            ada POST /tweets/$joined/like => 200
            ada DELETE /users/me => 204
            ben GET /tweets/$joined => 200 Tweet {"reply_to_id": null, "likes_count": 0}
            ben GET /tweets/user/$ada => 404
            """,
    };
}
