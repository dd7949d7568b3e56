using System.CommandLine;
using LabelHook.Host;
using LabelHook.Images.Engines;
using LabelHook.Images.Sources;
using LabelHook.Linux;
using LabelHook.Nodes;
using LabelHook.Status;

namespace LabelHook.Cli.Options;

// Where the settings of a call come from.
internal sealed class NodeSettingSources(
    ParseResult parsed, GlobalOptions options, HostEnvironment host, NodeSettings settings)
{
    private const string Configuration = "configuration";
    private const string Default = "default";

    public SettingsInUse Read(string state, string database, ImageFinder images) => new(
        new Setting(state, StateSource()),
        new Setting(database, DatabaseSource()),
        ConfigurationFile(),
        Engine(images));

    private Setting ConfigurationFile()
    {
        if (options.Configuration(parsed) is { } path)
            return new Setting(Path.GetFullPath(path), "--config");
        return FileStatus.IsAbsent(GlobalOptions.DefaultConfiguration)
            ? new Setting("none", $"{GlobalOptions.DefaultConfiguration} does not exist")
            : new Setting(GlobalOptions.DefaultConfiguration, Default);
    }

    private Setting Engine(ImageFinder images)
    {
        try
        {
            return new Setting(images.Source().Name, EngineSource());
        }
        catch (LabelHookException error)
        {
            var isMissing = error.Problem.Code == SourceProblems.NoEngineCode;
            return new Setting("none", isMissing ? "no podman store, and no podman or docker socket" : error.Message);
        }
    }

    private string StateSource()
    {
        if (options.State(parsed) is not null)
            return "--state";
        foreach (var variable in (string[])["LABELHOOK_STATE", "STATE_DIRECTORY"])
        {
            if (host[variable] is not null)
                return variable;
        }

        return Default;
    }

    private string DatabaseSource()
    {
        if (host["LABELHOOK_DATABASE"] is not null)
            return "LABELHOOK_DATABASE";
        return settings.Database is null ? "in the state folder" : Configuration;
    }

    private string EngineSource()
    {
        if (options.Engine(parsed) is not null)
            return "--engine";
        return settings.Engine is not null ? Configuration : EngineLocator.NamedBy(host) ?? "found on this host";
    }
}
