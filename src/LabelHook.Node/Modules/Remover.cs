using LabelHook.Database;
using LabelHook.Images;
using LabelHook.Nodes;

namespace LabelHook.Modules;

// Removes a module's port variables from its environment file, then releases all its ports.
internal sealed class Remover(Node node)
{
    // check: Throws to keep the module.
    // Returns: null when the module does not exist.
    public RemoveResult? Remove(ModuleName module, Action<PortsDatabase, ModuleName>? check = null)
    {
        using var database = node.Open(toRead: false);
        check?.Invoke(database, module);
        return ModuleSession.Run(node, database, module, session => Remove(session, module));
    }

    private RemoveResult? Remove(ModuleSession session, ModuleName module)
    {
        if (!ModuleNames.Exists(session.Database, module, session.Record))
            return null;
        session.Environment = node.Environments.OpenIfThere(module, session.Record);
        var fileChanged = session.Environment?.Clear() ?? false;
        return session.Withdraw(fileChanged, () =>
        {
            ForgetRefusedImages(session);
            var tcp = Release(session.Database, module, Protocol.Tcp);
            var udp = Release(session.Database, module, Protocol.Udp);
            session.Database.Forget(module); // the log takes the image from the record
            var environment = session.Environment;
            return new RemoveResult(module, tcp, udp, environment?.Path, environment?.Losses ?? []);
        });
    }

    // Otherwise a scan that retries a rejected image would bring the module back.
    private void ForgetRefusedImages(ModuleSession session)
    {
        if (session.Record is not { } record)
            return;
        var refused = session.Database.RefusedImages();
        foreach (var (reference, _) in refused.Where(image => IsImageOf(record, image.Reference)))
            session.Database.ForgetProblem(reference);
    }

    private bool IsImageOf(ModuleRecord record, string reference)
    {
        var image = ImageReference.Parse(reference);
        return ImageReference.Parse(record.Image).Repository == image.Repository
            || node.Settings.Modules.For(image).Any(module => module.ToString() == record.Module);
    }

    private static List<PortRange> Release(PortsDatabase database, ModuleName module, Protocol protocol) =>
        [.. ModuleNames.InDatabase(database, module).SelectMany(name => database.RemoveAll(protocol, name))];
}
