using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Relations.Filters;

/// <summary>The caller's filters.</summary>
internal static class FilterEndpoints
{
    public static void Map(RouteGroupBuilder filters)
    {
        filters.MapGet("", List).WithName("listFilters");
        filters.MapPost("", Create).WithName("createFilter").ProducesErrors(FilterErrors.TooMany);
        filters.MapGet("/{filter_id}", Get).WithName("getFilter").ProducesErrors(FilterErrors.NotFound);
        filters.MapPut("/{filter_id}", Replace).WithName("replaceFilter").ProducesErrors(FilterErrors.NotFound, FilterErrors.TooMany);
        filters.MapDelete("/{filter_id}", Delete).WithName("deleteFilter").ProducesErrors(FilterErrors.NotFound);
    }

    /// <summary>List one's filters</summary>
    /// <remarks>All of them, by ascending id; also those that have ended.</remarks>
    internal static async Task<Ok<List<Filter>>> List(Caller caller, FilterService filters, CancellationToken cancellation) =>
        TypedResults.Ok(await filters.ListAsync(caller.AccountId, cancellation));

    /// <summary>Add a filter</summary>
    /// <remarks>
    /// Tweets of others whose content or content warning has one of the words carry <c>filtered</c>, or are left out of lists. A
    /// repost is judged by its original. An account has at most 50 filters.
    /// </remarks>
    internal static async Task<Results<Created<Filter>, ErrorResult>> Create(
        Body<FilterDraft> body, Caller caller, FilterService filters, CancellationToken cancellation) =>
        (await filters.CreateAsync(caller.AccountId, body.Value, cancellation)).Succeeded(out var filter, out var error)
            ? TypedResults.Created($"/filters/{filter.Id}", filter)
            : error.ToResult();

    /// <summary>Get a filter</summary>
    /// <param name="filterId">The filter's id.</param>
    internal static async Task<Results<Ok<Filter>, ErrorResult>> Get(
        PathId filterId, Caller caller, FilterService filters, CancellationToken cancellation) =>
        (await filters.FindAsync(caller.AccountId, filterId.Value, cancellation)).Succeeded(out var filter, out var error)
            ? TypedResults.Ok(filter)
            : error.ToResult();

    /// <summary>Replace a filter</summary>
    /// <remarks>Absent members get what they have in a new filter; <c>expires_in_seconds</c> counts from now on.</remarks>
    /// <param name="filterId">The filter's id.</param>
    /// <param name="body">The whole filter.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="filters">Keeps filters.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal static async Task<Results<Ok<Filter>, ErrorResult>> Replace(
        PathId filterId, Body<FilterDraft> body, Caller caller, FilterService filters, CancellationToken cancellation) =>
        (await filters.ReplaceAsync(caller.AccountId, filterId.Value, body.Value, cancellation)).Succeeded(out var filter, out var error)
            ? TypedResults.Ok(filter)
            : error.ToResult();

    /// <summary>Delete a filter</summary>
    /// <param name="filterId">The filter's id.</param>
    internal static async Task<Results<NoContent, ErrorResult>> Delete(
        PathId filterId, Caller caller, FilterService filters, CancellationToken cancellation) =>
        (await filters.DeleteAsync(caller.AccountId, filterId.Value, cancellation)).Succeeded(out _, out var error)
            ? TypedResults.NoContent()
            : error.ToResult();
}
