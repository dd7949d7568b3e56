namespace LabelHook.Acceptance.Program;

public static class HelpTests
{
    [Fact]
    public static Task Help_is_the_approved_text() =>
        ApprovedHelp.CheckAsync(LabelHookProgram.Command, "tests/LabelHook.Acceptance/Program/Help.txt");
}
