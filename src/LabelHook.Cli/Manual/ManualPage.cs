using System.CommandLine;
using LabelHook.Cli.Syntax;

namespace LabelHook.Cli.Manual;

// labelhook(1), in the macros of man(7): the commands out of their definitions, and what stands in ManualText.
internal static class ManualPage
{
    public static string Write(CommandSyntax root)
    {
        var commands = root.All.Where(command => command.Subcommands.Count == 0).ToList();
        return $"""
            .TH LABELHOOK 1 {ManualText.Date} LabelHook
            .SH NAME
            labelhook \- {Escape(char.ToLowerInvariant(root.Command.Description![0]) + root.Command.Description[1..].TrimEnd('.'))}
            .SH SYNOPSIS
            .nf
            {string.Join('\n', commands.Select(Usage))}
            \fBlabelhook \-\-version\fR
            .fi
            {ManualText.Description}
            .SH COMMANDS
            {string.Join('\n', commands.Select(Section))}
            .SH OPTIONS
            Every command takes these.
            {string.Join('\n', root.Own.Select(Entry))}
            {ManualText.Rest}
            """;
    }

    private static string Usage(CommandSyntax command) => string.Join(' ', [
        $"\\fB{Escape(command.Path)}\\fR",
        .. command.Command.Arguments.Where(argument => !CommandSyntax.IsRepeated(argument)).Select(Word),
        .. command.Own.Where(option => option.Required).Select(Word),
        "[\\fIoptions\\fR]",
        .. command.Command.Arguments.Where(CommandSyntax.IsRepeated).Select(argument => $"\\-\\- {Word(argument)}")]);

    private static string Section(CommandSyntax command) => string.Join('\n', [
        $".SS {Usage(command)}",
        Escape(command.Command.Description + "."),
        .. command.Command.Arguments.Select(argument => Entry(Word(argument), argument.Description)),
        .. command.Own.Select(Entry)]);

    private static string Entry(Option option) =>
        Entry(string.Join(", ", [.. option.Aliases.Where(alias => alias.StartsWith('-')).Order().Select(alias => $"\\fB{Escape(alias)}\\fR"), Word(option)]), option.Description);

    private static string Entry(string name, string? text) => $".TP\n{name}\n{Escape(text + ".")}";

    private static string Word(Option option) =>
        $"\\fB{Escape(option.Name)}\\fR" + (CommandSyntax.TakesValue(option) ? $" \\fI{Escape(CommandSyntax.ValueName(option))}\\fR" : "");

    private static string Word(Argument argument)
    {
        var word = $"\\fI{Escape(CommandSyntax.Name(argument))}\\fR{(CommandSyntax.IsRepeated(argument) ? "..." : "")}";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{word}]" : word;
    }

    // Text that roff prints as it is; a dot or a quote at the start of a line would be a request.
    private static string Escape(string text) =>
        (text is ['.' or '\'', ..] ? "\\&" : "") + text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
}
