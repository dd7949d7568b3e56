using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Engines;

// What rootful and rootless podman have in common here.
public static class PodmanService
{
    public static void Require()
    {
        RealPart.RequireRoot();
        RealPart.RequireProgram("podman", "podman");
        RealPart.RequireProgram("buildah", "buildah");
        RealPart.RequireProgram("skopeo", "skopeo");
        RealPart.RequireProgram("runc", "runc");
    }

    // A containers.conf that runs containers in poor surroundings too.
    // crun refuses hosts that mount both versions of cgroups; where CAP_SYS_RESOURCE is missing the default limits
    // cannot be raised; neither systemd's journal nor its bus is everywhere.
    public static string Settings(string temporaryFolder) => $"""
        [engine]
        runtime = "runc"
        cgroup_manager = "cgroupfs"
        events_logger = "file"
        tmp_dir = "{temporaryFolder}"
        [containers]
        netns = "host"
        default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
        """;

    public static Task<Service> StartAsync(Command podman, string socket) => Service.StartAsync(
        podman,
        ["system", "service", "--time", "0", socket],
        async () => (await podman.RunAsync("--remote", "--url", socket, "info")).ExitCode == 0);
}
