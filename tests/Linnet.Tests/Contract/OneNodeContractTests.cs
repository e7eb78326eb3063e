using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Contract;

public sealed class OneNodeContractTests(SharedLinnet shared) : ContractTests, IClassFixture<SharedLinnet>
{
    private protected override ScriptRunner SetUp(bool toggleSlashes) => new(shared.Linnet, toggleSlashes);
}
