using Linnet.Common;

namespace Linnet.Relations.Filters;

internal static class FilterErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "filter_not_found", "Filter not found");

    public static readonly Error TooMany = new(
        ErrorKind.Refused,
        "too_many_filters",
        $"An account has at most {FilterService.Most} filters, and all their words together at most {FilterService.MostText} characters");
}
