using System.Text.RegularExpressions;

namespace LabelHook.Acceptance.Program;

// The manual page that a program prints.
public static class Manual
{
    public static TheoryData<string, string, string> Linters => new()
    {
        { "mandoc", "mandoc", "mandoc -T lint -W warning" },
        { "groff", "groff-base", "groff -man -ww -z" },
        { "man", "man-db", "man --warnings -l" },
    };

    public static async Task<string> PageAsync(Command program) =>
        (await program.RunAsync("man")).Succeeded().Output;

    // As a person reads it, on lines so long that no word is broken.
    public static async Task<string> ReadAsync(Command program)
    {
        RealPart.RequireProgram("mandoc", "mandoc");
        var result = await (new Command("mandoc") { Input = await PageAsync(program) }).With("LC_ALL", "C.UTF-8")
            .RunAsync("-T", "ascii", "-O", "width=500");
        return Regex.Replace(result.Succeeded().Output, ".\b", "", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    // The commands among the examples of a page.
    public static IReadOnlyList<string> Examples(string page) =>
    [
        .. page.Split('\n')
            .SkipWhile(line => line != "EXAMPLES")
            .TakeWhile(line => line != "SEE ALSO")
            .Select(line => line.Trim())
            .Where(
                line => line.StartsWith("labelhook", StringComparison.Ordinal)
                    || line.StartsWith("source ", StringComparison.Ordinal)),
    ];

    // Fails if a linter complains about a page.
    public static async Task CheckAsync(string linter, string package, string check, string name, string page)
    {
        RealPart.RequireProgram(linter, package);
        await using var folder = new TemporaryFolder();
        var words = check.Split(' ');

        var result = await new Command(words[0]).With("LC_ALL", "C.UTF-8")
            .RunAsync([.. words[1..], folder.Write(name, page)]);

        Assert.Equal("", result.Succeeded().Errors);
        if (linter is not "man")
            Assert.Equal("", result.Output);
    }
}
