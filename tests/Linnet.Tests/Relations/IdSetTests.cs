using Linnet.Relations;
using Xunit;

namespace Linnet.Tests.Relations;

public sealed class IdSetTests
{
    [Fact]
    public void It_holds_what_a_sorted_set_holds_after_any_changes()
    {
        var random = new Random(7);
        var (ids, expected) = (new IdSet(), new SortedSet<long>());
        for (var i = 0; i < 5_000; i++)
        {
            var id = random.Next(200);
            if (random.Next(2) == 0)
                Assert.Equal(expected.Add(id), ids.Add(id));
            else
                Assert.Equal(expected.Remove(id), ids.Remove(id));
            Assert.Equal(expected, ids.ToArray());
        }
    }

    [Fact]
    public void Room_made_beforehand_changes_nothing_of_what_it_holds()
    {
        var ids = new IdSet();
        ids.Add(3);
        ids.EnsureRoom(100);
        Assert.Equal([3], ids.ToArray());
        Assert.Equal(1, ids.Count);
    }
}
