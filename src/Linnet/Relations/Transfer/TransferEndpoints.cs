using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Relations.Transfer;

/// <summary>Exports and imports the accounts that the caller follows, blocks or mutes.</summary>
internal static class TransferEndpoints
{
    private const string Csv = "text/csv";

    public static void MapExports(RouteGroupBuilder exports)
    {
        exports.MapGet("/follows.csv", ExportFollows).WithName("exportFollows").Produces<string>(contentType: Csv);
        exports.MapGet("/blocks.csv", ExportBlocks).WithName("exportBlocks").Produces<string>(contentType: Csv);
        exports.MapGet("/mutes.csv", ExportMutes).WithName("exportMutes").Produces<string>(contentType: Csv);
    }

    public static void MapImports(RouteGroupBuilder imports)
    {
        imports.MapPost("/follows", ImportFollows).WithName("importFollows").ProducesErrors(TransferErrors.TooManyLines);
        imports.MapPost("/blocks", ImportBlocks).WithName("importBlocks").ProducesErrors(TransferErrors.TooManyLines);
        imports.MapPost("/mutes", ImportMutes).WithName("importMutes").ProducesErrors(TransferErrors.TooManyLines);
    }

    /// <summary>Export whom one follows</summary>
    /// <remarks>As a CSV file in Mastodon's columns.</remarks>
    internal static IResult ExportFollows(Caller caller, RelationExport export, HttpContext http) => Export(TransferList.Follows, caller, export, http);

    /// <summary>Export whom one blocks</summary>
    /// <remarks>As a CSV file in Mastodon's columns.</remarks>
    internal static IResult ExportBlocks(Caller caller, RelationExport export, HttpContext http) => Export(TransferList.Blocks, caller, export, http);

    /// <summary>Export whom one mutes</summary>
    /// <remarks>As a CSV file in Mastodon's columns. Mutes that end are left out: these columns have no place for the end.</remarks>
    internal static IResult ExportMutes(Caller caller, RelationExport export, HttpContext http) => Export(TransferList.Mutes, caller, export, http);

    /// <summary>Follow the accounts of a list</summary>
    /// <remarks>
    /// Whom one follows already one still does; a locked account gets a request. <c>Show boosts</c> decides whether one sees their
    /// reposts. Repeating it changes nothing.
    /// </remarks>
    internal static Task<Results<Ok<ImportResult>, ErrorResult>> ImportFollows(
        Body<ImportDraft> body, Caller caller, RelationImport import, HttpContext http, CancellationToken cancellation) =>
        ImportAsync(TransferList.Follows, body.Value, caller, import, http, cancellation);

    /// <summary>Block the accounts of a list</summary>
    /// <remarks>Repeating it changes nothing.</remarks>
    internal static Task<Results<Ok<ImportResult>, ErrorResult>> ImportBlocks(
        Body<ImportDraft> body, Caller caller, RelationImport import, HttpContext http, CancellationToken cancellation) =>
        ImportAsync(TransferList.Blocks, body.Value, caller, import, http, cancellation);

    /// <summary>Mute the accounts of a list</summary>
    /// <remarks>For good, and also in notifications unless <c>Hide notifications</c> is <c>false</c>. Repeating it changes nothing.</remarks>
    internal static Task<Results<Ok<ImportResult>, ErrorResult>> ImportMutes(
        Body<ImportDraft> body, Caller caller, RelationImport import, HttpContext http, CancellationToken cancellation) =>
        ImportAsync(TransferList.Mutes, body.Value, caller, import, http, cancellation);

    private static PushStreamHttpResult Export(TransferList list, Caller caller, RelationExport export, HttpContext http) =>
        TypedResults.Stream(
            body => export.WriteAsync(list, caller.AccountId, HostOf(http), body, http.RequestAborted),
            $"{Csv}; charset=utf-8",
            $"{list.ToString().ToLowerInvariant()}.csv");

    private static async Task<Results<Ok<ImportResult>, ErrorResult>> ImportAsync(
        TransferList list, ImportDraft draft, Caller caller, RelationImport import, HttpContext http, CancellationToken cancellation) =>
        (await import.ImportAsync(list, caller.AccountId, draft.Csv, HostOf(http), cancellation)).Succeeded(out var result, out var error)
            ? TypedResults.Ok(result)
            : error.ToResult();

    private static string HostOf(HttpContext http) => http.Request.Host.Value ?? "localhost";
}
