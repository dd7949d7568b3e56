using Xunit.Sdk;

namespace LabelHook.Acceptance.Pages;

// The console blocks of all pages match the output of the program.
public static class TranscriptTests
{
    public static TheoryData<string> Pages => [.. Transcript.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public static async Task Each_transcript_of_a_page_matches_the_real_output(string page)
    {
        await using var node = new TranscriptNode();

        await node.PlayAsync(
            Transcript.Read(await File.ReadAllLinesAsync(Repository.At(page), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public static void The_pages_with_transcripts_are_found() =>
        Assert.Superset(
            new HashSet<string>(["README.md", "hooks/README.md", "samples/README.md"], StringComparer.Ordinal),
            Transcript.Pages.ToHashSet(StringComparer.Ordinal));

    [Fact]
    public static async Task A_true_transcript_passes()
    {
        await using var node = new TranscriptNode();

        await node.PlayAsync(
            Transcript.Read(["```console", "$ labelhook allocate web1 2 --protocol tcp", "20001-20002", "```"]));
    }

    [Theory]
    [InlineData("$ labelhook allocate web1 2 --protocol tcp", "20001-20003")] // another value
    [InlineData("$ labelhook allocate web1 2 --protocol tcp")] // less than is printed
    [InlineData("$ labelhook allocate web1 2 --protocol tcp", "20001-20002", "labelhook: done")] // more than is printed
    // A later command is missing its output.
    [InlineData(
        "$ labelhook allocate web1 2 --protocol tcp", "20001-20002", "$ labelhook list", "MODULE  PROTOCOL  PORTS")]
    public static async Task A_false_transcript_fails(params string[] block)
    {
        await using var node = new TranscriptNode();
        var transcripts = Transcript.Read(["```console", .. block, "```"]);

        await Assert.ThrowsAsync<EqualException>(() => node.PlayAsync(transcripts));
    }

    [Theory]
    [InlineData("  ```console", "  $ labelhook list", "  ```")]
    [InlineData("```console", "labelhook list", "```")]
    [InlineData("```console", "```")]
    [InlineData("```console", "$ labelhook list")]
    public static void A_malformed_block_fails(params string[] page) =>
        Assert.ThrowsAny<XunitException>(() => Transcript.Read(page));
}
