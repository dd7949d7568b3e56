namespace LabelHook.Cli.Manual;

// The parts of a manual page that are not in the definitions of the commands.
// Date: Of the last change of the text.
// Description, Rest: What precedes and what follows the commands and options.
internal sealed record ManualText(string Date, string Description, string Rest);
