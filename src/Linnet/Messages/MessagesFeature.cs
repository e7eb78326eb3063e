using Linnet.Accounts.Deletion;
using Linnet.Common.Settings;
using Linnet.Http;
using Linnet.Jobs;

namespace Linnet.Messages;

/// <summary>The face of the area: direct messages. They are no tweets, so nothing that reads tweets can show one.</summary>
internal static class MessagesFeature
{
    public static IServiceCollection AddMessages(this IServiceCollection services)
    {
        services.AddSettings<MessageOptions>("Messages");
        services.AddSingleton<ConversationReader>();
        services.AddSingleton<MessageReader>();
        services.AddSingleton<MessageSearch>();
        services.AddSingleton<MessageService>();
        services.AddSingleton<ConversationService>();
        services.AddSingleton<IJobHandler, ConversationEraser>();
        services.AddSingleton<IAccountDeletionStep, MessageDeletionStep>();
        return services;
    }

    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        var conversations = routes.MapGroup("/conversations").WithTags("messages").RequireToken();
        ConversationEndpoints.Map(conversations);
        MessageEndpoints.Map(conversations);
    }
}
