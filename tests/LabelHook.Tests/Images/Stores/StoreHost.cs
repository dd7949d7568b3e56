using LabelHook.Host;
using LabelHook.Images;
using LabelHook.Images.Stores;

namespace LabelHook.Tests.Images.Stores;

// A host with podman's configuration and stores.
internal sealed class StoreHost : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public PodmanStore Podman
    {
        get
        {
            var environment = new HostEnvironment(Variable, 0) { Root = Folder.Path };
            return PodmanStore.Find(environment)!;
        }
    }

    public StoreWriter Store(string name, string driver = "overlay") => new(Folder[$"{name}/{driver}-images"]);

    public void Configure(bool imageStore = false, bool additional = false, string? driver = "overlay")
    {
        Directory.CreateDirectory(Folder["extra"]);
        Folder.Write("etc/containers/storage.conf", $"""
            [storage]
            {(driver is null ? "" : $"driver = \"{driver}\"")}
            graphroot = "{Folder["main"]}"
            {(imageStore ? $"imagestore = \"{Folder["images"]}\"" : "")}
            [storage.options]
            {(additional ? $"additionalimagestores = [\"{Folder["extra"]}\"]" : "")}
            """);
    }

    public ModuleImage? Find(string image) => Podman.Inspect(image);

    // The value of the label "test".
    public string? Test(string image) => Find(image)?.Labels["test"];

    public Problem Rejection(string image) => Assert.Throws<LabelHookException>(() => Find(image)).Problem;

    // What a scan sees, as in name:test.
    public IEnumerable<string> Listed() => Podman.List()
        .Select(image => $"{image.Repository.Split('/')[^1]}:{image.Image.Labels["test"]}")
        .Order(StringComparer.Ordinal);

    public void Dispose() => Folder.Dispose();

    private string? Variable(string name) => name == "HOME" ? Folder["home"] : Variables.GetValueOrDefault(name);
}
