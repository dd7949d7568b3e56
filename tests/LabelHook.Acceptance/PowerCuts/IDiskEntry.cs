namespace LabelHook.Acceptance.PowerCuts;

// What a name in a folder of the simulated disk refers to.
public interface IDiskEntry
{
    // Makes the current content durable.
    void Sync();
}
