using LabelHook.Tests.Images;

namespace LabelHook.Tests.Nodes;

public sealed class LostDatabaseTests : IDisposable
{
    private readonly TestNode _node = new();

    private static ModuleName One { get; } = ModuleName.Parse("one");

    private static ModuleName Two { get; } = ModuleName.Parse("two");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_missing_or_empty_ports_database_is_not_replaced_by_a_new_one(bool empty)
    {
        _node.Install(One, tcp: 2, udp: 1);
        File.Delete(_node.Database);
        if (empty)
            File.WriteAllBytes(_node.Database, []);

        var problem = Assert.Throws<LabelHookException>(() => _node.Install(Two, tcp: 1)).Problem;

        Assert.Equal("LH3008", problem.Code);
        Assert.Contains("modules/one/environment", problem.Message, StringComparison.Ordinal);
        Assert.Equal(empty, File.Exists(_node.Database));
    }

    [Fact]
    public void A_missing_ports_database_is_noticed_when_environment_files_are_elsewhere()
    {
        _node.Installer.Install(One, TestImage.With(1), _node.Folder["environment"]);
        File.Delete(_node.Database);

        Assert.Equal("LH3008", Assert.Throws<LabelHookException>(() => _node.Install(Two, tcp: 1)).Problem.Code);
    }

    public void Dispose() => _node.Dispose();
}
