[assembly: AssemblyFixture(typeof(LabelHook.Acceptance.Engines.ContainerEngines))]

namespace LabelHook.Acceptance.Engines;

// The engines of this run, each started by the first test that asks for it.
public sealed class ContainerEngines : IAsyncDisposable
{
    private readonly Lazy<Task<PodmanHost>> _podman = new(StartAsync<PodmanHost>);

    private readonly Lazy<Task<RootlessPodmanHost>> _rootlessPodman = new(StartAsync<RootlessPodmanHost>);

    private readonly Lazy<Task<DockerHost>> _docker = new(StartAsync<DockerHost>);

    public Task<PodmanHost> Podman => _podman.Value;

    public Task<RootlessPodmanHost> RootlessPodman => _rootlessPodman.Value;

    public Task<DockerHost> Docker => _docker.Value;

    public async ValueTask DisposeAsync()
    {
        await StopAsync(_podman);
        await StopAsync(_rootlessPodman);
        await StopAsync(_docker);
    }

    private static async Task<T> StartAsync<T>()
        where T : IContainerEngine, new()
    {
        var engine = new T();

        try
        {
            await engine.StartAsync();
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    private static async Task StopAsync<T>(Lazy<Task<T>> engine)
        where T : IContainerEngine
    {
        // One that did not start has told the tests so, and was cleared away.
        if (engine is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await engine.Value).DisposeAsync();
    }
}
