namespace Linnet.Common;

/// <summary>A result that can say no; a write whose result says no is rolled back.</summary>
internal interface IFailable
{
    bool IsFailed { get; }
}
