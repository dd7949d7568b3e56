using LabelHook.Images.Engines;

namespace LabelHook.Tests.Images.Engines;

// A folder for the sockets of fake engines.
internal sealed class EngineFolder : IDisposable
{
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public static Problem Rejection(Action request) => Assert.Throws<LabelHookException>(request).Problem;

    public FakeEngine Engine(string answer, out ContainerEngine client, string endless = "")
    {
        var engine = new FakeEngine($"{Path}/{Guid.NewGuid():N}", answer, endless);
        client = new ContainerEngine(engine.Address, Wait);
        return engine;
    }

    public void Write(string name, string content) => _folder.Write(name, content);

    public void Dispose() => _folder.Dispose();
}
