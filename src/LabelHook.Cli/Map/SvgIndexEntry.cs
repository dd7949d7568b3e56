namespace LabelHook.Cli.Map;

// Style: The class of the box.
internal sealed record SvgIndexEntry(string Ports, string Name, string Style);
