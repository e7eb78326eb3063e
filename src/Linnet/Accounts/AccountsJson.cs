using System.Text.Json.Serialization;
using Linnet.Accounts.Sessions;

namespace Linnet.Accounts;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Registration))]
[JsonSerializable(typeof(AccountUpdate))]
[JsonSerializable(typeof(AccountDeletion))]
[JsonSerializable(typeof(Credentials))]
[JsonSerializable(typeof(PasswordForm))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(Token))]
[JsonSerializable(typeof(List<Session>))]
[JsonSerializable(typeof(SocketTicket))]
internal sealed partial class AccountsJson : JsonSerializerContext;
