using LabelHook.Cli.Completion;

namespace LabelHook.Tests.Program.Completion;

public static class CompletionKindsTests
{
    [Theory]
    [InlineData("MODULE", CompletionKinds.Modules)]
    [InlineData("module/ID", CompletionKinds.Callers)]
    [InlineData("FILE", CompletionKinds.Files)]
    [InlineData("IMAGE", CompletionKinds.Files)]
    [InlineData("IMAGE[=COUNT]", CompletionKinds.Files)]
    [InlineData("DATABASE", CompletionKinds.Files)]
    [InlineData("DIR", CompletionKinds.Folders)]
    [InlineData("COMMAND", CompletionKinds.Commands)]
    [InlineData("tcp|udp", "tcp|udp")]
    [InlineData("tcp|", CompletionKinds.None)]
    [InlineData("a|$(b)", CompletionKinds.None)]
    [InlineData("COUNT", CompletionKinds.None)]
    public static void The_name_of_a_value_decides_what_a_shell_offers(string name, string kind) =>
        Assert.Equal(kind, CompletionKinds.FromValueName(name));
}
