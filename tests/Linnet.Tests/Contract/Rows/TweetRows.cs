namespace Linnet.Tests.Contract.Rows;

internal static class TweetRows
{
    public static readonly Dictionary<string, string> Table = new()
    {
        ["Posting a tweet"] = """
            ada POST /tweets/ {"content": "Hello, world"}
                => 201 Tweet {"content": "Hello, world", "reply_to_id": null, "retweet_of_id": null, "likes_count": 0, "replies_count": 0,
                              "retweets_count": 0, "is_liked": false, "author": {"username": "$ada", "tweets_count": 1}} -> $tweet
            ben GET /tweets/$tweet => 200 Tweet {"id": $tweet, "content": "Hello, world", "author": {"username": "$ada"}}
            ben GET /users/$ada => 200 {"tweets_count": 1}
            """,
        ["Text comes back as it was sent"] = """
            ada POST /tweets/ {"content": "<b>\"'&</b>\n\ttab \u00e9 e\u0301 👩‍👩‍👧 \u202ebidi"}
                => 201 Tweet {"content": "<b>\"'&</b>\n\ttab \u00e9 e\u0301 👩‍👩‍👧 \u202ebidi"}
            """,
        ["Replying"] = """
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ben POST /tweets/ {"content": "Hello back", "reply_to_id": $tweet} => 201 Tweet {"reply_to_id": $tweet, "retweet_of_id": null} -> $reply
            ada GET /tweets/$tweet => 200 {"replies_count": 1, "retweets_count": 0}
            ada GET /tweets/$tweet/replies => 200 [{"id": $reply, "content": "Hello back", "author": {"username": "$ben"}}]
            """,
        ["Retweeting"] = """
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ben POST /tweets/ {"content": "See this", "retweet_of_id": $tweet} => 201 Tweet {"reply_to_id": null, "retweet_of_id": $tweet}
            ada GET /tweets/$tweet => 200 {"replies_count": 0, "retweets_count": 1}
            ada GET /tweets/$tweet/replies => 200 []
            """,
        ["A tweet may answer and pass on at once"] = """
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ben POST /tweets/ {"content": "Both", "reply_to_id": $tweet, "retweet_of_id": $tweet} => 201 Tweet
            ada GET /tweets/$tweet => 200 {"replies_count": 1, "retweets_count": 1}
            """,
        ["What is replied to or retweeted must exist, and nothing is half done"] = """
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ada POST /tweets/ {"content": "x", "reply_to_id": 9000000} => 404 reply_parent_not_found "Tweet to reply to not found"
            ada POST /tweets/ {"content": "x", "reply_to_id": $tweet, "retweet_of_id": 9000000}
                => 404 retweet_parent_not_found "Tweet to retweet not found"
            ada GET /tweets/$tweet => 200 {"replies_count": 0}
            ada GET /users/me => 200 {"tweets_count": 1}
            """,
        ["Everyone's tweets, newest first"] = """
            ada POST /tweets/ {"content": "one"} => 201
            ben POST /tweets/ {"content": "two"} => 201
            cay GET /tweets/?limit=2 => 200 [{"content": "two"}, {"content": "one"}]
            cay GET /tweets/?skip=1&limit=1 => 200 [{"content": "one"}]
            cay GET /tweets/ => 200 [Tweet]
            """,
        ["A person's tweets, newest first"] = """
            ada POST /tweets/ {"content": "one"} => 201
            ada POST /tweets/ {"content": "two"} => 201
            ben POST /tweets/ {"content": "not hers"} => 201
            ben GET /tweets/user/$ada => 200 [{"content": "two"}, {"content": "one"}]
            ben GET /tweets/user/$ada?skip=1 => 200 [{"content": "one"}]
            ben GET /tweets/user/$ada => 200 [Tweet]
            ben GET /tweets/user/$dan => 404 user_not_found "User not found"
            """,
        ["The home timeline holds one's own tweets and those of whom one follows"] = """
            ada POST /users/$ben/follow => 200
            ada POST /tweets/ {"content": "mine"} => 201
            ben POST /tweets/ {"content": "followed"} => 201
            cay POST /tweets/ {"content": "a stranger's"} => 201
            ada GET /tweets/timeline => 200 TimelineResponse {"tweets": [{"content": "followed"}, {"content": "mine"}], "total": 2, "page": 1, "page_size": 20}
            ada GET /tweets/timeline?page=2&page_size=1 => 200 TimelineResponse {"tweets": [{"content": "mine"}], "total": 2, "page": 2, "page_size": 1}
            ada GET /tweets/timeline?page=3&page_size=1 => 200 TimelineResponse {"tweets": [], "total": 2, "page": 3, "page_size": 1}
            ada DELETE /users/$ben/follow => 200
            ada GET /tweets/timeline => 200 TimelineResponse {"tweets": [{"content": "mine"}], "total": 1}
            """,
        ["The home timeline of a newcomer is empty"] = """
            ada GET /tweets/timeline => 200 TimelineResponse {"tweets": [], "total": 0, "page": 1, "page_size": 20}
            """,
        ["A tweet that is not there"] = """
            ada GET /tweets/9000000 => 404 tweet_not_found "Tweet not found"
            ada GET /tweets/9000000/replies => 404 tweet_not_found "Tweet not found"
            ada PUT /tweets/9000000 {"content": "x"} => 404 tweet_not_found "Tweet not found"
            ada DELETE /tweets/9000000 => 404 tweet_not_found "Tweet not found"
            ada POST /tweets/9000000/like => 404 tweet_not_found "Tweet not found"
            ada DELETE /tweets/9000000/like => 404 tweet_not_found "Tweet not found"
            """,
        ["Editing one's own tweet"] = """
            ada POST /tweets/ {"content": "Helo"} => 201 -> $tweet
            ada PUT /tweets/$tweet {"content": "Hello"} => 200 Tweet {"id": $tweet, "content": "Hello", "author": {"username": "$ada"}}
            ben GET /tweets/$tweet => 200 {"content": "Hello"}
            """,
        ["Editing another's tweet is refused"] = """
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ben PUT /tweets/$tweet {"content": "Hacked"} => 403 not_author "Not authorized to update this tweet"
            ada GET /tweets/$tweet => 200 {"content": "Hello"}
            """,
        ["What only the server decides cannot be sent with a tweet"] = """
            ben GET /users/me => 200 -> $benid
            ada POST /tweets/ {"content": "Hello", "id": 1, "author_id": $benid, "likes_count": 99, "created_at": "2001-01-01T00:00:00Z"}
                => 201 Tweet {"likes_count": 0, "author": {"username": "$ada"}} -> $tweet
            ada PUT /tweets/$tweet {"content": "Hello", "author_id": $benid, "reply_to_id": $tweet, "likes_count": 99}
                => 200 Tweet {"id": $tweet, "reply_to_id": null, "likes_count": 0, "author": {"username": "$ada"}}
            """,
        ["Deleting one's own tweet"] = """
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ada DELETE /tweets/$tweet => 204
            ada GET /tweets/$tweet => 404 tweet_not_found "Tweet not found"
            ada DELETE /tweets/$tweet => 404 tweet_not_found "Tweet not found"
            ada GET /users/me => 200 {"tweets_count": 0}
            ada GET /tweets/user/$ada => 200 []
            """,
        ["Deleting another's tweet is refused"] = """
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ben DELETE /tweets/$tweet => 403 not_author "Not authorized to delete this tweet"
            ada GET /tweets/$tweet => 200 {"content": "Hello"}
            """,
        ["Liking a tweet"] = """
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ben POST /tweets/$tweet/like => 200 LikeResponse {"message": "Tweet liked successfully", "is_liked": true, "likes_count": 1}
            ada POST /tweets/$tweet/like => 200 LikeResponse {"message": "Tweet liked successfully", "is_liked": true, "likes_count": 2}
            ben GET /tweets/$tweet => 200 {"is_liked": true, "likes_count": 2}
            cay GET /tweets/$tweet => 200 {"is_liked": false, "likes_count": 2}
            """,
        ["A like counts once"] = """
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ben POST /tweets/$tweet/like => 200
            ben POST /tweets/$tweet/like => 400 already_liked "Already liked this tweet"
            ben GET /tweets/$tweet => 200 {"likes_count": 1}
            """,
        ["Taking a like back"] = """
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ben POST /tweets/$tweet/like => 200
            ben DELETE /tweets/$tweet/like => 200 LikeResponse {"message": "Tweet unliked successfully", "is_liked": false, "likes_count": 0}
            ben DELETE /tweets/$tweet/like => 400 not_liked "Haven't liked this tweet"
            ben GET /tweets/$tweet => 200 {"is_liked": false, "likes_count": 0}
            """,
        ["Each list shows the viewer's own likes"] = """
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ada POST /tweets/ {"content": "Again", "reply_to_id": $tweet} => 201 -> $reply
            ben POST /tweets/$reply/like => 200
            ben POST /users/$ada/follow => 200
            ben GET /tweets/?limit=2 => 200 [{"is_liked": true, "likes_count": 1}, {"is_liked": false}]
            ben GET /tweets/user/$ada => 200 [{"is_liked": true, "likes_count": 1}, {"is_liked": false}]
            ben GET /tweets/$tweet/replies => 200 [{"is_liked": true, "likes_count": 1}]
            ben GET /tweets/timeline => 200 {"tweets": [{"is_liked": true, "likes_count": 1}, {"is_liked": false}]}
            ada GET /tweets/user/$ada => 200 [{"is_liked": false, "likes_count": 1}, {"is_liked": false}]
            """,
        ["Replies are listed newest first"] = """
            ada POST /tweets/ {"content": "Hello"} => 201 -> $tweet
            ben POST /tweets/ {"content": "one", "reply_to_id": $tweet} => 201
            cay POST /tweets/ {"content": "two", "reply_to_id": $tweet} => 201
            ada GET /tweets/$tweet/replies => 200 [{"content": "two"}, {"content": "one"}]
            ada GET /tweets/$tweet/replies?skip=1&limit=1 => 200 [{"content": "one"}]
            ada GET /tweets/$tweet/replies => 200 [Tweet]
            """,
    };
}
