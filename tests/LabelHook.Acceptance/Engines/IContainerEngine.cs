namespace LabelHook.Acceptance.Engines;

public interface IContainerEngine : IAsyncDisposable
{
    // Says what is missing on this machine, or gets ready to take commands.
    Task StartAsync();
}
