using System.Globalization;
using Microsoft.Extensions.Options;

namespace Linnet.Http.Input;

/// <summary>A query that can skip rows by counting.</summary>
internal interface ICountedQuery
{
    /// <summary>How many rows it skips.</summary>
    long Skip { get; }

    /// <summary>The parameter that says so, and what was sent.</summary>
    (string Name, long Value) Position { get; }

    /// <summary>The greatest value of that parameter which skips at most so many rows.</summary>
    long DeepestPosition(int mostSkipped);
}

/// <summary>ProducesErrors pages that are too deep to be counted to.</summary>
internal static class DepthLimit
{
    /// <returns>Null for a query that is not counted, or not too deep.</returns>
    public static ValidationError? FindError(HttpContext context, object? query)
    {
        // A first page, the usual request, needs no setting.
        if (query is not ICountedQuery { Skip: > 0 } counted)
            return null;
        var most = context.RequestServices.GetRequiredService<IOptions<ListOptions>>().Value.MaxSkip;
        if (counted.Skip <= most)
            return null;
        var (name, value) = counted.Position;
        return ValueError.GreaterThan(counted.DeepestPosition(most)).At(InputSource.Query, name, value.ToString(CultureInfo.InvariantCulture));
    }
}
