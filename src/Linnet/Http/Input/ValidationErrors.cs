namespace Linnet.Http.Input;

/// <summary>What binding found wrong with a request so far. Only a request with an error has one.</summary>
internal sealed class ValidationErrors
{
    private readonly List<ValidationError> _errors = [];

    /// <summary>In the order of FastAPI: path, query, header, body.</summary>
    public IEnumerable<ValidationError> InOrder => _errors.OrderBy(error => error.Source);

    /// <summary>Adds to what was found so far; null is nothing.</summary>
    public static void Report(HttpContext context, IEnumerable<ValidationError>? errors)
    {
        if (errors is null)
            return;
        if (Find(context) is not { } found)
            context.Features.Set(found = new ValidationErrors());
        found._errors.AddRange(errors);
    }

    public static ValidationErrors Of(params IEnumerable<ValidationError> errors)
    {
        var only = new ValidationErrors();
        only._errors.AddRange(errors);
        return only;
    }

    public static ValidationErrors? Find(HttpContext context) => context.Features.Get<ValidationErrors>();
}
