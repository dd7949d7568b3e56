using LabelHook.Cluster.Leasing;
using LabelHook.Cluster.Publications;

namespace LabelHook.Tests.Cluster;

public sealed class LeaseKeeperTests : IDisposable
{
    private readonly MemoryStore _store = new();
    private readonly LeasingNode _one;
    private readonly LeasingNode _two;

    public LeaseKeeperTests()
    {
        _one = new LeasingNode("1", _store);
        _two = new LeasingNode("2", _store);
    }

    [Fact]
    public void Nodes_with_leases_allocate_different_ports()
    {
        _one.Lease();
        _two.Lease();

        Assert.Equal(("1-10", "11-20"), (_one.LeasedPorts, _two.LeasedPorts));
        Assert.Equal((PortRange.Create(1, 4), PortRange.Create(11, 14)), (_one.Allocate("a", 4), _two.Allocate("b", 4)));
    }

    [Fact]
    public void A_node_without_leases_allocates_from_its_whole_band_and_has_none()
    {
        Assert.Empty(_one.Publish());

        Assert.Equal(PortRange.Create(1, 100), _one.Allocate("a", 100));
        Assert.Empty(_store.Leases);
    }

    [Fact]
    public void A_block_that_does_not_fit_into_the_leases_is_refused_in_a_sentence()
    {
        _one.Lease();
        _one.Allocate("a", 8);

        var error = Assert.Throws<LabelHookException>(() => _one.Allocate("b", 3));

        Assert.Equal("LH3014", error.Problem.Code);
        Assert.Equal(
            "no 3 consecutive tcp ports are free in the ports that this node leased: the largest free block has 2; "
                + "run 'labelhook-cluster lease 3'",
            error.Message);
    }

    [Fact]
    public void A_block_larger_than_a_chunk_gets_neighbours()
    {
        _one.Lease();
        _two.Lease();
        _one.Allocate("a", 2);

        Assert.Equal("21-30 31-40 41-50", Text(_one.Lease(25)));

        Assert.Equal(PortRange.Create(21, 45), _one.Allocate("b", 25));
        Assert.Empty(_one.Lease(8));
    }

    [Fact]
    public void Free_ports_at_the_end_of_a_lease_are_used_together_with_its_neighbour()
    {
        _one.Lease();
        _one.Allocate("a", 4);

        Assert.Equal("11-20", Text(_one.Lease(16)));

        Assert.Equal(PortRange.Create(5, 20), _one.Allocate("b", 16));
    }

    [Fact]
    public void A_node_that_runs_low_leases_in_advance()
    {
        _one.Lease();
        _one.Allocate("a", 5);
        _one.Publish();
        var before = _one.LeasedPorts;

        _one.Allocate("b", 1);
        _one.Publish();

        Assert.Equal(("1-10", "1-10 11-20"), (before, _one.LeasedPorts));
    }

    [Fact]
    public void The_first_lease_includes_the_ports_that_the_modules_have()
    {
        _one.Claim("a", 35, 41);
        _one.Publish();

        _one.Lease();

        Assert.Equal("1-10 31-40 41-50", _one.LeasedPorts);
    }

    [Fact]
    public void The_ports_of_modules_on_nodes_without_leases_are_not_leased()
    {
        _one.Allocate("a", 12);
        _one.Publish();

        Assert.Equal("21-30", Text(_two.Lease()));
    }

    [Fact]
    public void All_ports_that_are_left_can_be_leased_and_then_none()
    {
        _one.Lease(95);

        var error = Assert.Throws<LabelHookException>(() => _two.Lease());

        Assert.Equal("LH7304", error.Problem.Code);
        Assert.Equal(10, _store.Leases.Count);
        Assert.Equal("", _two.LeasedPorts);
    }

    [Fact]
    public void A_node_that_runs_low_and_finds_nothing_to_lease_says_so()
    {
        _two.Lease(95);
        _one.Claim("a", 1, 1);
        _two.ReleaseAll();
        _two.Lease(85);
        _one.Publish();
        _one.Lease(1);
        _one.Allocate("b", 8);

        Assert.Contains("runs low", Assert.Single(_one.Publish()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lease_that_the_store_lost_is_leased_again_by_the_next_publication()
    {
        _one.Lease();
        _store.Leases.Clear();

        Assert.Empty(_one.Publish());

        Assert.Equal("1", _store.Leases["1-10"]);
    }

    [Fact]
    public void A_lost_lease_that_another_node_got_stops_allocation_on_both()
    {
        _one.Lease();
        _one.Allocate("a", 1);
        _store.Leases.Clear();
        _store[_one.Id] = NodeHashes.Nothing;
        _two.Lease();
        _two.Allocate("b", 1);

        var first = _one.Publish();
        var second = _two.Publish();

        Assert.Contains("node 2 also uses the leased ports 1-10", Assert.Single(first), StringComparison.Ordinal);
        Assert.Contains("node 1 also uses the leased ports 1-10", Assert.Single(second), StringComparison.Ordinal);
        Assert.Equal(("2", "1"), (_one.Leases[0].Rival, _two.Leases[0].Rival));
        Assert.DoesNotContain(_one.Allocate("c", 1), _two.Blocks);
        Assert.True(_one.Allocate("d", 1).Start > 10);
        Assert.True(_two.Allocate("e", 1).Start > 10);
    }

    [Fact]
    public void A_conflict_ends_when_one_of_the_nodes_releases_the_lease()
    {
        _one.Lease();
        _store.Leases.Clear();
        _store[_one.Id] = NodeHashes.Nothing;
        _two.Lease();
        _one.Publish();
        _two.Publish();

        _two.Release(PortRange.Create(1, 10));
        _one.Publish();

        Assert.All(_one.Leases, lease => Assert.Null(lease.Rival));
        Assert.Equal("1", _store.Leases["1-10"]);
        Assert.Equal(PortRange.Create(1, 4), _one.Allocate("a", 4));
    }

    [Fact]
    public void A_lease_without_modules_is_released_and_can_be_leased_by_another_node()
    {
        _one.Lease(15);

        _one.Release(PortRange.Create(1, 10));

        Assert.Equal("11-20", _one.LeasedPorts);
        Assert.Equal("1-10", Text(_two.Lease()));
    }

    [Theory]
    [InlineData(1, 10, "LH7307")]
    [InlineData(21, 30, "LH7306")]
    [InlineData(1, 5, "LH7306")]
    public void A_lease_that_is_in_use_or_of_another_node_is_not_released(int start, int end, string code)
    {
        _one.Lease(15);
        _one.Allocate("a", 2);
        _two.Lease();

        var error = Assert.Throws<LabelHookException>(() => _one.Release(PortRange.Create(start, end)));

        Assert.Equal(code, error.Problem.Code);
        Assert.Equal("1-10 11-20", _one.LeasedPorts);
    }

    [Fact]
    public void The_last_lease_is_only_released_with_all()
    {
        _one.Lease();
        _one.Allocate("a", 2);
        _one.Remove("a");

        var error = Assert.Throws<LabelHookException>(() => _one.Release(PortRange.Create(1, 10)));
        _one.ReleaseAll();

        Assert.Equal("LH7308", error.Problem.Code);
        Assert.Empty(_store.Leases);
        Assert.Equal(PortRange.Create(1, 50), _one.Allocate("a", 50));
    }

    [Fact]
    public void A_lease_whose_answer_was_lost_is_given_back_or_used_later()
    {
        _one.Lease();
        _store.Leases["11-20"] = "1"; // granted, and the node never heard of it

        _one.Allocate("a", 9);
        _one.Publish();

        Assert.Equal("1-10 11-20", _one.LeasedPorts);
    }

    [Fact]
    public void A_lease_whose_answer_was_lost_is_given_back_if_another_node_uses_the_ports()
    {
        _one.Lease();
        _two.Lease();
        _store.Leases["1-10"] = "2"; // after the store had lost the lease of the first node

        _two.Publish();
        var warnings = _one.Publish();

        Assert.Empty(warnings);
        Assert.Equal("1", _store.Leases["1-10"]);
        Assert.Null(_one.Leases[0].Rival);
    }

    [Fact]
    public void Leases_that_are_not_valid_are_named_and_do_not_matter()
    {
        _store.Leases["20-10"] = "1";
        _store.Leases["1-10"] = "no such node";
        var warnings = ClusterClaims.Read(_store).Warnings;

        _one.Lease();

        Assert.Equal(2, warnings.Count);
        Assert.Equal(("1-10", "1"), (_one.LeasedPorts, _store.Leases["1-10"]));
    }

    [Fact]
    public void Nodes_lease_chunks_of_the_same_size()
    {
        _one.Lease();
        var keeper = new LeaseKeeper(_two.Node, _two.Id, _store, new StoreGranter(_store));

        var error = Assert.Throws<LabelHookException>(() => keeper.Lease(5, 20));

        Assert.Equal("LH7303", error.Problem.Code);
        Assert.Equal("11-20", Text(keeper.Lease(5, null)));
    }

    [Fact]
    public void Allocation_stops_in_a_conflict_even_if_leases_cannot_be_written()
    {
        _one.Lease();
        _store.Leases.Clear();
        _store[_one.Id] = NodeHashes.Nothing;
        _two.Lease();
        _store.Leases.Clear();
        _one.Granter = new AbsentGranter();

        Assert.Throws<LabelHookException>(() => _one.Publish());

        Assert.Equal("2", _one.Leases[0].Rival);
    }

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
        _store.Dispose();
    }

    private static string Text(IEnumerable<PortRange> ports) => string.Join(' ', ports);

    private sealed class AbsentGranter : ILeaseGranter
    {
        public IReadOnlyDictionary<string, string> Change(
            NodeId node, IReadOnlyCollection<PortRange> leased, IReadOnlyCollection<PortRange> released) =>
            throw new LabelHookException(LeasingProblems.ActionFailed("away"));
    }
}
