using LabelHook.Cli.Completion;

namespace LabelHook.Tests.Program.Completion;

public static class CompletionKindsTests
{
    [Theory]
    [InlineData("MODULE", CompletionKinds.Modules)]
    [InlineData("MODULE|PORT", CompletionKinds.Modules)]
    [InlineData("PORT|RANGE|MODULE", CompletionKinds.Modules)]
    [InlineData("PORTS", CompletionKinds.None)]
    [InlineData("module/ID", CompletionKinds.Callers)]
    [InlineData("FILE", CompletionKinds.Files)]
    [InlineData("IMAGE", CompletionKinds.Images)]
    [InlineData("IMAGE[=COUNT]", CompletionKinds.Images)]
    [InlineData("DATABASE", CompletionKinds.Files)]
    [InlineData("DIR", CompletionKinds.Folders)]
    [InlineData("COMMAND", CompletionKinds.Commands)]
    [InlineData("tcp|udp", "tcp|udp")]
    [InlineData("tcp|", CompletionKinds.None)]
    [InlineData("a|$(b)", CompletionKinds.None)]
    [InlineData("COUNT", CompletionKinds.None)]
    public static void The_name_of_a_value_decides_what_a_shell_offers(string name, string kind) =>
        Assert.Equal(kind, CompletionKinds.FromValueName(name));

    [Theory]
    [InlineData("unreserve", CompletionKinds.Reserved)]
    [InlineData("reserve", CompletionKinds.None)]
    [InlineData("claim", CompletionKinds.None)]
    public static void Only_unreserve_offers_reserved_blocks(string command, string kind) =>
        Assert.Equal(kind, CompletionKinds.FromArgument(command, "PORTS"));
}
