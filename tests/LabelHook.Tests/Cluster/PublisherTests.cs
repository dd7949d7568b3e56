using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Publishing;

namespace LabelHook.Tests.Cluster;

public static class PublisherTests
{
    private const string Other = "ffeeddccbbaa99887766554433221100";

    private static readonly NodeId Node = TestPublication.Node("3");

    [Fact]
    public static void The_first_publication_has_the_number_1()
    {
        using var store = new MemoryStore();

        var result = Publish(store, TestPublication.Ports("mail1:20001-20002/tcp"));

        Assert.Equal(PublishOutcome.Published, result.Outcome);
        Assert.Equal(
            ["""replaced {"schema":1,"node":"3","publication":1,"generation":7}"""], store.Changes);
        Assert.Equal("20001-20002", store[Node].Tcp["mail1"]);
    }

    [Fact]
    public static void Nothing_is_sent_if_nothing_changed()
    {
        using var store = new MemoryStore();
        Publish(store, TestPublication.Ports("mail1:20001/tcp"));

        var result = Publish(store, TestPublication.Ports("mail1:20001/tcp"), Publication.ConfirmAfter / 2);

        Assert.Equal(PublishOutcome.Unchanged, result.Outcome);
        Assert.Single(store.Changes);
    }

    [Theory]
    [InlineData("mail1:20002/tcp", 7)]
    [InlineData("mail2:20001/tcp", 7)]
    [InlineData("mail1:20001/udp", 7)]
    [InlineData("", 7)]
    [InlineData("mail1:20001/tcp", 8)]
    public static void A_change_replaces_the_publication(string ports, long generation)
    {
        using var store = new MemoryStore();
        Publish(store, TestPublication.Ports("mail1:20001/tcp"));

        var result = Publish(store, TestPublication.Ports(ports, generation));

        Assert.Equal((PublishOutcome.Published, 2), (result.Outcome, result.Publication.Number));
        Assert.Equal(2, store.Changes.Count);
    }

    [Theory]
    [InlineData(20 * 60, true)]
    [InlineData((20 * 60) - 1, false)]
    [InlineData(-1, true)]
    public static void An_old_publication_is_confirmed_and_one_from_the_future_too(int seconds, bool isConfirmed)
    {
        using var store = new MemoryStore();
        Publish(store, TestPublication.Ports());

        var result = Publish(store, TestPublication.Ports(), TimeSpan.FromSeconds(seconds));

        Assert.Equal(isConfirmed ? PublishOutcome.Confirmed : PublishOutcome.Unchanged, result.Outcome);
        Assert.Equal(isConfirmed ? 2 : 1, store.Changes.Count);
        Assert.Equal("1", store[Node].Summary[SummaryField.Publication]);
    }

    [Fact]
    public static void A_confirmation_comes_before_the_publication_is_stale() =>
        Assert.True(Publication.ConfirmAfter * 2 < Publication.StaleAfter);

    [Fact]
    public static void A_publisher_that_was_overtaken_reads_the_ports_again()
    {
        using var store = new MemoryStore();
        var reads = new Queue<PortsSnapshot>(
            [TestPublication.Ports("mail1:20001/tcp"), TestPublication.Ports("mail1:20009/tcp", 9)]);
        store.BeforeChange = () =>
        {
            store.BeforeChange = () => { };
            store[Node] = TestPublication.Hashes(TestPublication.Ports("mail1:20005/tcp", 8));
        };

        var source = new TestSource(reads.Dequeue);
        var result = new Publisher(store, source, new FixedClock()).Publish(Node, isTakingOver: false);

        Assert.Equal((2, 9), (result.Publication.Number, result.Publication.Ports.Generation));
        Assert.Equal("20009", store[Node].Tcp["mail1"]);
    }

    [Fact]
    public static void Ports_that_change_during_a_publication_are_published_too()
    {
        using var store = new MemoryStore();
        var reads = new Queue<PortsSnapshot>(
            [TestPublication.Ports("mail1:20001/tcp"), TestPublication.Ports("mail1:20009/tcp", 8)]);
        var source = new TestSource(reads.Dequeue) { Generations = new Queue<long>([8]) };

        var result = new Publisher(store, source, new FixedClock()).Publish(Node, isTakingOver: false);

        Assert.Equal((2, 8), (result.Publication.Number, result.Publication.Ports.Generation));
        Assert.Equal("20009", store[Node].Tcp["mail1"]);
    }

    [Fact]
    public static void A_publisher_that_then_finds_the_change_published_has_published_too()
    {
        using var store = new MemoryStore();
        var changed = TestPublication.Ports("mail1:20009/tcp", 8);
        var reads = new Queue<Func<PortsSnapshot>>(
        [
            () => TestPublication.Ports("mail1:20001/tcp"),
            () =>
            {
                store[Node] = TestPublication.Hashes(changed, number: 2);
                return changed;
            },
            () => changed,
        ]);
        var source = new TestSource(() => reads.Dequeue()()) { Generations = new Queue<long>([8]) };

        var result = new Publisher(store, source, new FixedClock()).Publish(Node, isTakingOver: false);

        Assert.Equal((PublishOutcome.Published, 8), (result.Outcome, result.Publication.Ports.Generation));
    }

    [Fact]
    public static void A_publisher_that_is_always_overtaken_gives_up()
    {
        using var store = new MemoryStore();
        var others = 0;
        store.BeforeChange = () => store[Node] = TestPublication.Hashes(TestPublication.Ports(), number: ++others);

        var error = Assert.Throws<LabelHookException>(() => Publish(store, TestPublication.Ports("mail1:20001/tcp")));

        Assert.Equal("LH7105", error.Problem.Code);
        Assert.Empty(store.Changes);
    }

    [Fact]
    public static void Another_ports_database_does_not_publish_as_the_same_node()
    {
        using var store = new MemoryStore();
        Publish(store, TestPublication.Ports("mail1:20001/tcp"));
        var other = TestPublication.Ports("web1:20001/tcp", registry: Other);

        var error = Assert.Throws<LabelHookException>(() => Publish(store, other));

        Assert.Equal("LH7103", error.Problem.Code);
        Assert.Single(store.Changes);
        Assert.Equal(PublishOutcome.Published, Publish(store, other, isTakingOver: true).Outcome);
        Assert.Equal(Other, store[Node].Summary[SummaryField.Registry]);
    }

    [Fact]
    public static void An_older_ports_database_does_not_replace_the_publication()
    {
        using var store = new MemoryStore();
        Publish(store, TestPublication.Ports("mail1:20001/tcp", 12));
        var restored = TestPublication.Ports("", 11);

        var error = Assert.Throws<LabelHookException>(() => Publish(store, restored));

        Assert.Equal("LH7104", error.Problem.Code);
        Assert.Equal(PublishOutcome.Published, Publish(store, restored, isTakingOver: true).Outcome);
    }

    [Fact]
    public static void A_copy_of_the_database_that_changed_since_does_not_replace_the_publication()
    {
        using var store = new MemoryStore();
        var digest = new string('a', PublicationText.DigestLength);
        Publish(store, TestPublication.Ports("mail1:20001/tcp", 12, lastChange: digest));
        var copy = TestPublication.Ports("web1:20001/tcp", 13);

        var error = Assert.Throws<LabelHookException>(() => Publish(store, copy, digest: Other));

        Assert.Equal("LH7106", error.Problem.Code);
        Assert.Equal(PublishOutcome.Published, Publish(store, copy, isTakingOver: true, digest: Other).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public static void A_database_that_has_the_published_change_or_pruned_it_publishes(string digest)
    {
        using var store = new MemoryStore();
        var published = new string('a', PublicationText.DigestLength);
        Publish(store, TestPublication.Ports("mail1:20001/tcp", 12, lastChange: published));

        var result = Publish(store, TestPublication.Ports("mail1:20002/tcp", 13), digest: digest);

        Assert.Equal(PublishOutcome.Published, result.Outcome);
    }

    [Theory]
    [InlineData(SummaryField.Publication, "many")]
    [InlineData(SummaryField.Publication, "9223372036854775807")]
    [InlineData(SummaryField.Schema, "2")]
    [InlineData(SummaryField.Time, "yesterday")]
    public static void What_cannot_be_read_or_counted_on_is_replaced(string field, string value)
    {
        using var store = new MemoryStore();
        store[Node] = TestPublication.Hashes(TestPublication.Ports("mail1:20001/tcp")).With(field, value);

        var result = Publish(store, TestPublication.Ports("mail1:20002/tcp"));

        Assert.Equal(PublishOutcome.Published, result.Outcome);
        Assert.NotEqual(value, store[Node].Summary[field]);
        Assert.True(PublicationText.TryRead(store[Node], out _, out _));
    }

    private static PublishResult Publish(
        MemoryStore store,
        PortsSnapshot ports,
        TimeSpan later = default,
        bool isTakingOver = false,
        string digest = "")
    {
        var clock = new FixedClock { Time = TestPublication.Now + later };
        var source = new TestSource(() => ports) { Digest = digest };
        return new Publisher(store, source, clock).Publish(Node, isTakingOver);
    }
}
