namespace Linnet.Tests.Contract.Rows;

internal static class UserRows
{
    public static readonly Dictionary<string, string> Table = new()
    {
        ["One's own account shows its address"] = """
            ada GET /users/me => 200 Account {"username": "$ada", "email": "$ada@example.org"}
            """,
        ["Changing one's account changes what is sent and nothing else"] = """
            ada PUT /users/me {"full_name": "Ada", "bio": "Counts."} => 200 Account {"full_name": "Ada", "bio": "Counts.", "email": "$ada@example.org"}
            ada PUT /users/me {"email": "new$ada@example.org"} => 200 Account {"full_name": "Ada", "bio": "Counts.", "email": "new$ada@example.org"}
            ada PUT /users/me {} => 200 Account {"full_name": "Ada", "bio": "Counts.", "email": "new$ada@example.org"}
            ada GET /users/me => 200 Account {"full_name": "Ada", "bio": "Counts.", "email": "new$ada@example.org"}
            """,
        ["An explicit null clears the full name or the bio"] = """
            ada PUT /users/me {"full_name": "Ada", "bio": "Counts."} => 200
            ada PUT /users/me {"full_name": null} => 200 Account {"full_name": null, "bio": "Counts."}
            ada PUT /users/me {"bio": null} => 200 Account {"full_name": null, "bio": null}
            ben GET /users/$ada => 200 User {"full_name": null, "bio": null}
            """,
        ["An account cannot take another's address"] = """
            ben GET /users/me => 200
            ada PUT /users/me {"email": "$BEN@example.org", "bio": "half done"} => 400 email_taken "Email already registered"
            ada GET /users/me => 200 Account {"email": "$ada@example.org", "bio": null}
            """,
        ["An account may keep its own address"] = """
            ada PUT /users/me {"email": "$ADA@example.org"} => 200 Account {"email": "$ADA@example.org"}
            """,
        ["A new password is the one that logs in"] = """
            ada PUT /users/me {"password": "another good one"} => 200 Account {}
            nobody POST /auth/login form username=$ada&password=another+good+one => 200 Token
            nobody POST /auth/login form username=$ada&password=$password => 401
            """,
        ["What only the server decides cannot be sent"] = """
            ada PUT /users/me {"id": 1, "username": "root", "is_verified": true, "is_active": false, "followers_count": 9, "tweets_count": 9}
                => 200 Account {"username": "$ada", "is_verified": false, "is_active": true, "followers_count": 0, "tweets_count": 0}
            nobody POST /auth/register {"username": "$dan", "email": "$dan@example.org", "password": "$password", "is_verified": true, "followers_count": 9}
                => 201 Account {"is_verified": false, "followers_count": 0}
            """,
        ["Deleting one's account ends it"] = """
            ada DELETE /users/me => 204
            ada GET /users/me => 401 session_ended "Could not validate credentials"
            ben GET /users/$ada => 404 user_not_found "User not found"
            nobody POST /auth/login form username=$ada&password=$password => 401 incorrect_credentials "Incorrect username or password"
            """,
        ["A profile is public, without an address"] = """
            ada GET /users/me => 200
            ben GET /users/$ada => 200 User {"username": "$ada"}
            ben GET /users/$dan => 404 user_not_found "User not found"
            """,
        ["A verified account says so"] = """
            ada GET /users/me => 200
            operator VERIFY $ada
            ben GET /users/$ada => 200 User {"is_verified": true}
            """,
        ["Everyone is listed by id"] = """
            ada GET /users/?limit=100 => 200 [User]
            ada GET /users/?skip=0&limit=1 => 200 [User]
            ada GET /users/?skip=10000 => 200 []
            """,
        ["Following somebody"] = """
            ada POST /users/$ben/follow => 200 FollowResponse {"message": "Successfully followed @$ben", "is_following": true}
            cay GET /users/$ada => 200 User {"following_count": 1, "followers_count": 0}
            cay GET /users/$ben => 200 User {"following_count": 0, "followers_count": 1}
            cay GET /users/$ada/following => 200 [{"username": "$ben", "followers_count": 1}]
            cay GET /users/$ben/followers => 200 [{"username": "$ada", "following_count": 1}]
            """,
        ["Following is refused twice, of oneself, and of nobody"] = """
            ada POST /users/$ben/follow => 200
            ada POST /users/$ben/follow => 400 already_following "Already following this user"
            ada POST /users/$ada/follow => 400 cannot_follow_self "Cannot follow yourself"
            ada POST /users/$dan/follow => 404 user_not_found "User not found"
            ada GET /users/me => 200 {"following_count": 1, "followers_count": 0}
            ada GET /users/$ben => 200 {"followers_count": 1}
            """,
        ["Following is one's own act: it is not returned"] = """
            ada POST /users/$ben/follow => 200
            ben DELETE /users/$ada/follow => 400 not_following "Not following this user"
            ada GET /users/$ben/following => 200 []
            """,
        ["Unfollowing somebody"] = """
            ada POST /users/$ben/follow => 200
            ada DELETE /users/$ben/follow => 200 FollowResponse {"message": "Successfully unfollowed @$ben", "is_following": false}
            ada GET /users/$ben => 200 {"followers_count": 0}
            ada GET /users/me => 200 {"following_count": 0}
            ada GET /users/$ben/followers => 200 []
            """,
        ["Unfollowing is refused of those one does not follow, and of nobody"] = """
            ada DELETE /users/$ben/follow => 400 not_following "Not following this user"
            ada DELETE /users/$ada/follow => 400 not_following "Not following this user"
            ada DELETE /users/$dan/follow => 404 user_not_found "User not found"
            ada GET /users/$ben => 200 {"followers_count": 0}
            """,
        ["Followers and followed are lists of users"] = """
            ada POST /users/$cay/follow => 200
            ben POST /users/$cay/follow => 200
            ada GET /users/$cay/followers => 200 [User]
            ada GET /users/$cay/followers?limit=1 => 200 [{"username": "$ada"}]
            ada GET /users/$cay/followers?skip=1&limit=1 => 200 [{"username": "$ben"}]
            ada GET /users/$cay/followers?skip=2 => 200 []
            ada GET /users/$ada/following => 200 [User] 
            ada GET /users/$dan/followers => 404 user_not_found "User not found"
            ada GET /users/$dan/following => 404 user_not_found "User not found"
            """,
    };
}
