using System.CommandLine;
using LabelHook.Cli.Syntax;

namespace LabelHook.Cli.Manual;

// The manual page of a program in the macros of man(7): the commands from their definitions, and the text.
internal static class ManualPage
{
    public static string Write(CommandSyntax root, ManualText text)
    {
        var commands = root.All.Where(command => command.Subcommands.Count == 0).ToList();
        var program = Escape(root.Path);
        return $"""
            .TH {program.ToUpperInvariant()} 1 {text.Date} LabelHook
            .SH NAME
            {program} \- {Escape(Summary(root.Command.Description!))}
            .SH SYNOPSIS
            .nf
            {string.Join('\n', commands.Select(Usage))}
            \fB{program} \-\-version\fR
            .fi
            {text.Description}
            .SH COMMANDS
            {string.Join('\n', commands.Select(Section))}
            .SH OPTIONS
            All commands accept these options.
            {string.Join('\n', root.Own.Select(Entry))}
            {text.Rest}
            """;
    }

    private static string Summary(string description) =>
        char.ToLowerInvariant(description[0]) + description[1..].TrimEnd('.');

    private static string Usage(CommandSyntax command) => string.Join(' ', [
        $"\\fB{Escape(command.Path)}\\fR",
        .. command.Command.Arguments.Where(argument => !CommandSyntax.IsCommandLine(argument)).Select(Word),
        .. command.Own.Where(option => option.Required).Select(Word),
        "[\\fIoptions\\fR]",
        .. command.Command.Arguments.Where(CommandSyntax.IsCommandLine).Select(argument => $"\\-\\- {Word(argument)}")]);

    private static string Section(CommandSyntax command) => string.Join('\n', [
        $".SS {Usage(command)}",
        Escape(command.Command.Description + "."),
        .. command.Command.Arguments.Select(argument => Entry(Word(argument), argument.Description)),
        .. command.Own.Select(Entry)]);

    private static string Entry(Option option)
    {
        var aliases = option.Aliases.Where(alias => alias.StartsWith('-')).Order();
        string[] names = [.. aliases.Select(alias => $"\\fB{Escape(alias)}\\fR"), Word(option)];
        return Entry(string.Join(", ", names), option.Description);
    }

    private static string Entry(string name, string? text) => $".TP\n{name}\n{Escape(text + ".")}";

    private static string Word(Option option)
    {
        var name = $"\\fB{Escape(option.Name)}\\fR";
        return CommandSyntax.TakesValue(option) ? $"{name} \\fI{Escape(CommandSyntax.ValueName(option))}\\fR" : name;
    }

    private static string Word(Argument argument)
    {
        var word = $"\\fI{Escape(CommandSyntax.Name(argument))}\\fR{(CommandSyntax.IsRepeated(argument) ? "..." : "")}";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{word}]" : word;
    }

    // Makes roff print the text literally: a dot or a quote at the start of a line would be a request.
    private static string Escape(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped is ['.' or '\'', ..] ? "\\&" + escaped : escaped;
    }
}
