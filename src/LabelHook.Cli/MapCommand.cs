using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Maps;

namespace LabelHook.Cli;

internal static class MapCommand
{
    // Columns of a map that goes to no terminal, and at most.
    private const int Columns = 80;

    public static Command Create(CommonOptions common)
    {
        var picture = new Option<string>("--svg") { Description = "Write the map to an SVG file", HelpName = "FILE" };
        var command = new Command("map", "Draw the port band: allocated, reserved and free ports") { picture };
        command.SetAction(parsed =>
        {
            var path = CommonOptions.Value(parsed, picture);
            var map = common.Map(parsed);
            if (path is not null)
                PictureFile.Write(path, MapPicture.Draw(map));
            var warnings = common.Absence(parsed);
            if (common.Terminal.AsJson)
                common.Terminal.Print(MapDocument.From(map, warnings), Documents.Default.MapDocument);
            else if (path is not null)
                common.Terminal.Say($"wrote {path}");
            else
                Show(common.Terminal, map);
            common.Terminal.Warn(warnings);
        });
        return command;
    }

    private static void Show(Terminal terminal, PortMap map)
    {
        var width = Terminal.Columns is > 0 and < Columns and var columns ? columns : Columns;
        foreach (var line in new MapText(map, width, CommonOptions.HasColours).Lines())
            terminal.PrintText(line);
    }
}
