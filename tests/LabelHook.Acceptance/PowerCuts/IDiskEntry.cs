namespace LabelHook.Acceptance.PowerCuts;

// What a name in a folder of the simulated disk stands for.
public interface IDiskEntry
{
    // Makes sure of what is there now.
    void Sync();
}
