namespace Linnet.Tests.Contract.Rows;

internal static class AuthRows
{
    public static readonly Dictionary<string, string> Table = new()
    {
        ["Registering gives the account, with its address and no password"] = """
            nobody POST /auth/register {"username": "$dan", "email": "$dan@example.org", "password": "$password"}
                => 201 Account {"username": "$dan", "email": "$dan@example.org", "full_name": null, "bio": null, "is_active": true,
                                "is_verified": false, "followers_count": 0, "following_count": 0, "tweets_count": 0}
            """,
        ["Registering takes a full name and a bio"] = """
            nobody POST /auth/register {"username": "$dan", "email": "$dan@example.org", "password": "$password", "full_name": "Dan Ü", "bio": "🐦"}
                => 201 Account {"full_name": "Dan Ü", "bio": "🐦"}
            ada GET /users/$dan => 200 User {"full_name": "Dan Ü", "bio": "🐦"}
            """,
        ["A username is registered once"] = """
            ada GET /users/me => 200
            nobody POST /auth/register {"username": "$ada", "email": "other$ada@example.org", "password": "$password"}
                => 400 username_taken "Username already registered"
            """,
        ["An address is registered once, without regard to case"] = """
            ada GET /users/me => 200
            nobody POST /auth/register {"username": "$dan", "email": "$ada@example.org", "password": "$password"}
                => 400 email_taken "Email already registered"
            nobody POST /auth/register {"username": "$dan", "email": "$ADA@EXAMPLE.ORG", "password": "$password"}
                => 400 email_taken "Email already registered"
            ada GET /users/$dan => 404
            """,
        ["Logging in with a form"] = """
            ada GET /users/me => 200
            nobody POST /auth/login form username=$ada&password=$password => 200 Token {"token_type": "bearer"}
            """,
        ["Logging in with the whole form of OAuth 2"] = """
            ada GET /users/me => 200
            nobody POST /auth/login form grant_type=password&username=$ada&password=$password&scope=&client_id=c&client_secret=s
                => 200 Token {"token_type": "bearer"}
            """,
        ["Logging in with JSON"] = """
            ada GET /users/me => 200
            nobody POST /auth/login/json {"username": "$ada", "password": "$password"} => 200 Token {"token_type": "bearer"}
            """,
        ["A wrong password and an unknown name are refused with the same words"] = """
            ada GET /users/me => 200
            nobody POST /auth/login form username=$ada&password=wrong+password => 401 incorrect_credentials "Incorrect username or password"
            nobody POST /auth/login form username=$dan&password=$password => 401 incorrect_credentials "Incorrect username or password"
            nobody POST /auth/login/json {"username": "$ada", "password": "wrong password"}
                => 401 incorrect_credentials "Incorrect username or password"
            nobody POST /auth/login/json {"username": "$dan", "password": "$password"}
                => 401 incorrect_credentials "Incorrect username or password"
            """,
        ["A password that nobody can have is a wrong one"] = """
            ada GET /users/me => 200
            nobody POST /auth/login/json {"username": "$ada", "password": ""} => 401 incorrect_credentials "Incorrect username or password"
            nobody POST /auth/login/json {"username": "$ada", "password": "<x×5000>"} => 401 incorrect_credentials "Incorrect username or password"
            nobody POST /auth/login/json {"username": "<x×5000>", "password": "x"} => 401 incorrect_credentials "Incorrect username or password"
            """,
        ["A log-in needs both fields"] = """
            nobody POST /auth/login => 422 missing body.username "Field required", missing body.password "Field required"
            nobody POST /auth/login form username=x => 422 missing body.password "Field required"
            nobody POST /auth/login/json {} => 422 missing body.username "Field required", missing body.password "Field required"
            nobody POST /auth/login/json => 422 missing body "Field required"
            """,
        ["The form's grant is the password grant"] = """
            nobody POST /auth/login form grant_type=implicit&username=x&password=y
                => 422 string_pattern_mismatch body.grant_type "String should match pattern '^password$'"
            """,
        ["A deactivated account cannot log in, and its tokens say why"] = """
            ada GET /users/me => 200
            operator DEACTIVATE $ada
            ada GET /users/me => 400 inactive_user "Inactive user"
            nobody POST /auth/login form username=$ada&password=$password => 400 inactive_user "Inactive user"
            nobody POST /auth/login/json {"username": "$ada", "password": "wrong password"} => 401
            ben GET /users/$ada => 200 User {"is_active": false}
            """,
        ["The welcome says where things are"] = """
            nobody GET / => 200 Index {"docs": "/docs", "endpoints": {"auth": "/auth", "users": "/users", "tweets": "/tweets", "websocket": "/ws"}}
            """,
        ["The server says that it is well"] = """
            nobody GET /health => 200 Health {"status": "healthy", "message": "API is running"}
            """,
        ["What is not there is not found, with and without a token"] = """
            nobody GET /nowhere => 404 not_found "Not Found"
            ada GET /nowhere => 404 not_found "Not Found"
            ada GET /users/$ada/nowhere => 404 not_found "Not Found"
            ada GET /tweets/1/2/3 => 404 not_found "Not Found"
            nobody POST /auth => 404 not_found "Not Found"
            """,
    };
}
