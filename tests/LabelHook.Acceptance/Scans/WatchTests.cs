using Docker.DotNet;
using Docker.DotNet.Models;
using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Scans;

// A docker host with a watch: an event is a hint, and images without an event are seen too.
public sealed class WatchTests
{
    // As many events as a busy build host has in a day.
    private const int ManyEvents = 10_000;

    // In bytes, hexadecimal as .NET expects it: 16 MiB. Without a limit, garbage grows on a busy machine.
    private static readonly (string Name, string Value) SmallHeap = ("DOTNET_GCHeapHardLimit", "1000000");

    [Fact]
    public async Task It_is_ready_after_the_first_scan_and_sees_new_images_and_stops_on_a_signal()
    {
        await using var docker = await StartAsync();
        await using var folder = new TemporaryFolder();
        await docker.Images.BuildAsync(new LabelledImage("localhost/first:1").Tcp("1"));

        await using var watch = new WatchingProgram(folder, docker.Api);

        Assert.Equal("READY=1", watch.Notice());
        Assert.True(File.Exists(folder["state/modules/first1/environment"]));
        await docker.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("2"));
        await WatchingProgram.UntilAsync(() => File.Exists(folder["state/modules/web1/environment"]));
        for (var tag = 2; tag <= 50; tag++)
            await docker.Docker.OutputAsync("tag", "localhost/web:1", $"localhost/web:{tag}");
        await docker.Images.BuildAsync(new LabelledImage("localhost/last:1").Tcp("1"));
        await WatchingProgram.UntilAsync(() => File.Exists(folder["state/modules/last1/environment"]));
        Assert.Equal(0, await watch.StopAsync());
        Assert.Equal("STOPPING=1", watch.Notice());
        Assert.Equal($"labelhook: watching the engine at {new Uri(docker.Api).LocalPath}\n", watch.Log);
    }

    [Fact]
    public async Task A_restart_of_the_engine_costs_two_lines_and_images_in_between_are_seen()
    {
        await using var docker = await StartAsync();
        await using var folder = new TemporaryFolder();
        await using var watch = new WatchingProgram(folder, docker.Api);
        Assert.Equal("READY=1", watch.Notice());

        await docker.StopAsync();
        await WatchingProgram.UntilAsync(() => watch.Log.Split('\n').Length > 2);
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        var away = watch.Log;
        await docker.StartAsync();
        await docker.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("2"));

        await WatchingProgram.UntilAsync(() => File.Exists(folder["state/modules/web1/environment"]));
        // The stream ends, then the socket refuses.
        Assert.True(away.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length is 2 or 3, away);
        await WatchingProgram.UntilAsync(() => watch.Log.Contains(" again\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ten_thousand_events_cost_no_memory()
    {
        await using var docker = await StartAsync();
        await using var folder = new TemporaryFolder();
        await docker.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("2"));
        await using var watch = new WatchingProgram(folder, docker.Api, SmallHeap);
        Assert.Equal("READY=1", watch.Notice());

        using var client = new DockerClientBuilder().WithEndpoint(new Uri(docker.Api)).Build();
        for (var i = 0; i < ManyEvents / 2; i++)
        {
            await client.Images.TagImageAsync(
                "localhost/web:1",
                new ImageTagParameters { RepositoryName = "localhost/busy", Tag = "1" },
                TestContext.Current.CancellationToken);
            await client.Images.DeleteImageAsync(
                "localhost/busy:1", new ImageDeleteParameters(), TestContext.Current.CancellationToken);
        }

        await docker.Images.BuildAsync(new LabelledImage("localhost/last:1").Tcp("1"));
        await WatchingProgram.UntilAsync(() => File.Exists(folder["state/modules/last1/environment"]));
        TestContext.Current.SendDiagnosticMessage($"watch held at most {watch.PeakMemory} KiB");
        Assert.Equal(0, await watch.StopAsync());
    }

    [Fact]
    public async Task Labels_that_become_invalid_are_reported_once_and_the_module_is_not_changed()
    {
        await using var docker = await StartAsync();
        await using var folder = new TemporaryFolder();
        await docker.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("2"));
        await using var watch = new WatchingProgram(folder, docker.Api);
        Assert.Equal("READY=1", watch.Notice());
        var before = await File.ReadAllTextAsync(
            folder["state/modules/web1/environment"], TestContext.Current.CancellationToken);

        await docker.Images.BuildAsync(new LabelledImage("localhost/web:2").Tcp("-2"));
        await WatchingProgram.UntilAsync(() => watch.Log.Contains("localhost/web:2", StringComparison.Ordinal));
        await docker.Images.BuildAsync(new LabelledImage("localhost/last:1").Tcp("1"));
        await WatchingProgram.UntilAsync(() => File.Exists(folder["state/modules/last1/environment"]));

        Assert.Equal(
            before,
            await File.ReadAllTextAsync(
                folder["state/modules/web1/environment"], TestContext.Current.CancellationToken));
        Assert.Single(watch.Log.Split('\n'), line => line.Contains("localhost/web:2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scans_during_a_watch_create_each_module_once_and_a_vanished_image_is_ignored()
    {
        await using var docker = await StartAsync();
        await using var folder = new TemporaryFolder();
        await docker.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("2"));
        await using var watch = new WatchingProgram(folder, docker.Api);
        Assert.Equal("READY=1", watch.Notice());

        var scans = new List<Task<CommandResult>>();
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            await docker.Docker.OutputAsync("tag", "localhost/web:1", $"localhost/{name}:1");
            scans.AddRange(
                Enumerable.Range(0, 2).Select(
                    _ => LabelHookProgram.Command.RunAsync(
                        "scan", "--until-stable", "--engine", docker.Api, "--state", folder["state"])));
            await docker.Docker.OutputAsync("tag", "localhost/web:1", "localhost/gone:1");
            await docker.Docker.OutputAsync("rmi", "localhost/gone:1");
        }

        var results = await Task.WhenAll(scans);
        await WatchingProgram.UntilAsync(() => File.Exists(folder["state/modules/d1/environment"]));
        Assert.Equal(0, await watch.StopAsync());

        Assert.All(results, result => result.Succeeded());
        var files = Directory.GetDirectories(folder["state/modules"])
            .Where(module => Path.GetFileName(module) != "gone1")
            .ToDictionary(
                module => Path.GetFileName(module)!,
                module => File.ReadAllText(Path.Join(module, "environment")),
                StringComparer.Ordinal);
        Assert.Equal(["a1", "b1", "c1", "d1", "web1"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(files.Count, files.Values.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal($"labelhook: watching the engine at {new Uri(docker.Api).LocalPath}\n", watch.Log);
    }

    [Fact]
    public async Task An_image_built_from_a_module_image_becomes_no_module()
    {
        await using var docker = await StartAsync();
        await using var folder = new TemporaryFolder();
        await DerivedImage.BuildAsync(docker.Docker, "localhost/mail:1", "localhost/debug:1");

        var scan = (await LabelHookProgram.Command.RunAsync(
            "scan", "--engine", docker.Api, "--state", folder["state"])).Failed();

        Assert.Equal("mail1  20001/tcp  localhost/mail:1", scan.Output.Trim());
        Assert.Contains("image \"localhost/debug:1\" was built from \"localhost/mail:1\"", scan.Complaint, StringComparison.Ordinal);
    }

    private static async Task<DockerHost> StartAsync()
    {
        var docker = new DockerHost();
        await docker.StartAsync();
        return docker;
    }
}
