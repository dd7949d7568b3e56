[assembly: AssemblyFixture(typeof(LabelHook.Acceptance.ContainerEngines))]

namespace LabelHook.Acceptance;

// The engines of this run, each started by the first test that asks for it.
public sealed class ContainerEngines : IAsyncDisposable
{
    private readonly Lazy<Task<PodmanHost>> podman = new(StartAsync<PodmanHost>);

    private readonly Lazy<Task<RootlessPodmanHost>> rootlessPodman = new(StartAsync<RootlessPodmanHost>);

    private readonly Lazy<Task<DockerHost>> docker = new(StartAsync<DockerHost>);

    public Task<PodmanHost> Podman => podman.Value;

    public Task<RootlessPodmanHost> RootlessPodman => rootlessPodman.Value;

    public Task<DockerHost> Docker => docker.Value;

    public async ValueTask DisposeAsync()
    {
        await StopAsync(podman);
        await StopAsync(rootlessPodman);
        await StopAsync(docker);
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
