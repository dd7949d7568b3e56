namespace LabelHook.Cli.Ns8;

internal sealed record MovedBlock(string Protocol, int[] From, int[] To);
