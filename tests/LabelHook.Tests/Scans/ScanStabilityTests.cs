using LabelHook.Scans;

namespace LabelHook.Tests.Scans;

// Images that come during a scan, and scans that are stopped.
public sealed class ScanStabilityTests : IDisposable
{
    private readonly ScannedNode _node = new();

    [Fact]
    public void An_image_that_arrives_during_a_scan_is_installed_by_it()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Store.AfterLook = look =>
        {
            if (look == 1)
                _node.Store.Add("localhost/late:1", "b", tcp: "1");
        };

        _node.Scan(untilStable: true);

        Assert.Equal("late1 20002 localhost/late:1, web1 20001 localhost/web:1", _node.Modules);
    }

    [Fact]
    public void A_store_that_lists_its_images_in_a_random_order_is_stable()
    {
        for (var i = 0; i < 12; i++)
            _node.Store.Add($"localhost/app{i}:1", $"{i}", tcp: "1", ImageStore.Start);
        _node.Store.Shuffle = new Random(1);

        var result = _node.Scan(untilStable: true);

        Assert.Equal(12, result.Installed.Count);
        Assert.Empty(result.Warnings);
        Assert.Equal(2, _node.Store.Looks);
    }

    [Fact]
    public void A_scan_of_a_store_that_keeps_changing_ends_and_installs_what_it_saw()
    {
        _node.Store.AfterLook = look => _node.Store.Add($"localhost/app{look}:1", $"{look}", tcp: "1");

        var result = _node.Scan(untilStable: true);

        Assert.True(result.IsUnsettled);
        Assert.Equal(9, result.Installed.Count); // the first look saw nothing
    }

    [Fact]
    public void A_stopped_scan_reports_what_it_installed_and_the_next_one_continues()
    {
        using var stop = new CancellationTokenSource();
        _node.Store.Add("localhost/a:1", "a", tcp: "1");
        _node.Store.Add("localhost/b:1", "b", tcp: "1", ImageStore.Start.AddDays(1));
        var scan = new Scan(
            _node.Node,
            _node.Store,
            new Clock(new([() => _node.Store.Add("localhost/c:1", "c", tcp: "1"), stop.Cancel])));

        var result = scan.Run(untilStable: true, stop.Token);

        Assert.True(result.IsStopped);
        Assert.Equal(["a1", "b1"], result.Installed.Select(module => module.Record.Module));
        Assert.Equal(["c1"], _node.Scan().Installed.Select(module => module.Record.Module));
    }

    [Fact]
    public void A_scan_can_be_stopped_while_its_store_does_not_answer()
    {
        using var stop = new CancellationTokenSource();
        using var answer = new ManualResetEventSlim();
        _node.Store.AfterLook = _ =>
        {
            stop.Cancel();
            answer.Wait(TestContext.Current.CancellationToken);
        };

        var result = new Scan(_node.Node, _node.Store).Run(untilStable: true, stop.Token);

        Assert.True(result.IsStopped);
        answer.Set();
    }

    public void Dispose() => _node.Dispose();

    // Does something the first time and something else the second time that a look asks for the time.
    private sealed class Clock(Queue<Action> asked) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            asked.Dequeue()();
            return ImageStore.Start.AddDays(2);
        }
    }
}
