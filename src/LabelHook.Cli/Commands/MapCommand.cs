using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Map;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Host;
using LabelHook.Maps;

namespace LabelHook.Cli.Commands;

internal static class MapCommand
{
    // The width without a terminal.
    private const int DefaultColumns = 80;

    // The largest width; arbitrary, the eye loses longer lines.
    private const int MaxColumns = 200;

    public static Command Create(Services services)
    {
        var picture = new Option<string>("--svg")
        {
            Description = "Write the map to an SVG file; - for standard output",
            HelpName = "FILE",
        };
        var command = new Command("map", "Draw the port band: allocated, reserved and free ports") { picture };
        command.SetAction(parsed =>
        {
            var path = Arguments.ParsePath(parsed, picture);
            var map = services.Map(parsed);
            var origin = services.MapOrigin(parsed);
            var isPrinted = path is "-";
            if (path is not null && !isPrinted)
                OutputFile.Write(path, MapSvg.Draw(map, origin));
            var warnings = services.Absence(parsed);
            if (isPrinted)
                services.Terminal.PrintText(MapSvg.Draw(map, origin).TrimEnd());
            else if (services.Terminal.AsJson)
                services.Terminal.Print(MapDocument.From(map, origin, warnings), Documents.Default.MapDocument);
            else if (path is not null)
                services.Terminal.Say($"wrote {path}");
            else
                Show(services.Terminal, map);
            services.Terminal.Warn(warnings);
        });
        return command;
    }

    private static void Show(Terminal terminal, PortMap map)
    {
        var width = Terminal.Columns is > 0 and var columns ? Math.Min(columns, MaxColumns) : DefaultColumns;
        foreach (var line in new MapText(map, width, Services.HasColors).Lines())
            terminal.PrintText(line);
    }
}
