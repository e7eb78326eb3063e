namespace Linnet.Http;

/// <summary>What binding found wrong with a request so far. Only a request with a fault has one.</summary>
internal sealed class ValidationFaults
{
    private readonly List<ValidationFault> _faults = [];

    /// <summary>In the order of FastAPI: path, query, header, body.</summary>
    public IEnumerable<ValidationFault> InOrder => _faults.OrderBy(fault => fault.Source);

    /// <summary>Adds to what was found so far; null is nothing.</summary>
    public static void Report(HttpContext context, IEnumerable<ValidationFault>? faults)
    {
        if (faults is null)
            return;
        if (Find(context) is not { } found)
            context.Features.Set(found = new ValidationFaults());
        found._faults.AddRange(faults);
    }

    public static ValidationFaults Of(ValidationFault fault)
    {
        var only = new ValidationFaults();
        only._faults.Add(fault);
        return only;
    }

    public static ValidationFaults? Find(HttpContext context) => context.Features.Get<ValidationFaults>();
}
