using LabelHook.Adoptions;
using LabelHook.EnvironmentFiles;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Adoptions;

public sealed class AdoptionConflictTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");

    private readonly TestNode _node = new();

    [Theory]
    [InlineData(
        "TCP_PORT=20001\n",
        "TCP_PORT=20001\n",
        "tcp ports 20001 of two in {two} contradict 20001 of one in {one}; correct one of them, nothing was written")]
    [InlineData(
        "TCP_PORTS_RANGE=20001-20005\n",
        "TCP_PORTS=20005,20006\n",
        "tcp ports 20005-20006 of two in {two} contradict 20001-20005 of one in {one}; correct one of them, "
            + "nothing was written")]
    public void Two_conflicting_files_are_both_named_and_nothing_is_written(string one, string two, string sentence)
    {
        var names = sentence
            .Replace("{one}", _node.WriteEnvironment("one", one), StringComparison.Ordinal)
            .Replace("{two}", _node.WriteEnvironment("two", two), StringComparison.Ordinal);

        var conflict = Assert.Throws<LabelHookException>(() => _node.Adopt()).Problems;

        Assert.Equal(names, Assert.Single(conflict).Message);
        Assert.False(File.Exists(_node.Database));
    }

    [Theory]
    [InlineData("one", "TCP_PORT=20005\n")] // has others
    [InlineData("one", "TCP_PORTS_RANGE=20001-20003\n")] // has fewer
    [InlineData("two", "TCP_PORT=20002\n")] // has none, and they are held
    public void A_file_that_conflicts_with_the_ports_database_stops_the_adoption(string module, string text)
    {
        _node.PortRequests.Allocate(One, 2, Protocol.Tcp, keepExisting: false);
        _node.WriteEnvironment(module, text);
        _node.WriteEnvironment("three", "TCP_PORT=20010\n");

        var conflict = Assert.Throws<LabelHookException>(() => _node.Adopt()).Problem;

        Assert.Equal("LH3301", conflict.Code);
        Assert.Contains(
            $"20001-20002 of one in {_node.Database}", conflict.Message, StringComparison.Ordinal);
        Assert.Equal("one:20001-20002/tcp", _node.Allocations);
    }

    [Fact]
    public void An_upstream_database_that_conflicts_with_the_ports_database_stops_the_adoption()
    {
        _node.PortRequests.Allocate(One, 2, Protocol.Tcp, keepExisting: false);
        _node.WriteUpstream("INSERT INTO TCP_PORTS VALUES (20002, 20003, 'mail1'), (20009, 20009, 'mail1')");

        var problem = Assert.Throws<LabelHookException>(() => _node.Adopt(_node.Folder["upstream"])).Problem;

        Assert.Contains(
            $"20002-20003 of mail1 in {_node.Folder["upstream"]} contradict 20001-20002 of one in ",
            problem.Message,
            StringComparison.Ordinal);
        Assert.Equal("one:20001-20002/tcp", _node.Allocations);
    }

    [Theory]
    [InlineData(
        "TCP_PORT=20002\nTCP_PORTS=20003\n",
        "environment file \"{0}\" cannot be adopted: TCP_PORTS=\"20003\" and TCP_PORT=\"20002\" contradict "
            + "each other; correct it, then adopt again")]
    [InlineData(
        "TCP_PORT=20002\nA=\"\n",
        "environment file \"{0}\" cannot be adopted: line 2 opens a quote and does not close it; correct it, "
            + "then adopt again")]
    [InlineData("TCP_PORT=20002\nA=\0\n", "environment file \"{0}\" cannot be adopted: line 2 ")]
    [InlineData("TCP_PORT=20002\n#{large}\n", "environment file \"{0}\" cannot be used: it is larger than 512 KiB")]
    [InlineData("folder", "environment file \"{0}\" cannot be used: it is a folder")]
    [InlineData("link", "environment file \"{0}\" cannot be used: it is a symbolic link")]
    public void An_unusable_file_is_left_out_and_does_not_stop_the_adoption(string text, string sentence)
    {
        _node.WriteEnvironment("one", "TCP_PORT=20001\n");
        _node.WriteEnvironment("three", "TCP_PORT=20003\n");
        var path = _node.EnvironmentFile("two");
        if (text is "folder")
            Directory.CreateDirectory(path);
        else if (text is "link")
            File.CreateSymbolicLink(path, _node.Folder.Write("state/modules/two/other", ""));
        else
            _node.WriteEnvironment(
                "two", text.Replace("{large}", new string('x', 1024 * 1024), StringComparison.Ordinal));

        var plan = _node.Adopt();

        Assert.StartsWith(
            sentence.Replace("{0}", path, StringComparison.Ordinal),
            Assert.Single(plan.LeftOut).Message,
            StringComparison.Ordinal);
        Assert.Equal("one:20001/tcp three:20003/tcp", _node.Allocations);
        Assert.Equal([.. plan.LeftOut], new Adoption(_node.Node, null, []).Plan().LeftOut);
    }

    [Theory]
    [InlineData(5, true)] // EIO
    [InlineData(23, true)] // ENFILE
    [InlineData(30, true)] // EROFS
    [InlineData(13, false)] // EACCES
    [InlineData(40, false)] // ELOOP
    public void An_error_of_the_system_is_distinguished_from_one_that_a_module_can_cause(int error, bool isOfSystem) =>
        Assert.Equal(isOfSystem, EnvironmentProblems.Unusable("/x", "reason", error).IsOfSystem);

    public void Dispose() => _node.Dispose();
}
