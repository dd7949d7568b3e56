using System.Globalization;
using System.Text;
using CsCheck;
using LabelHook.EnvironmentFiles;
using LabelHook.Images.Archives;
using LabelHook.Images.Containerfiles;
using LabelHook.Images.Sources;
using LabelHook.Labels;
using LabelHook.Tests.EnvironmentFiles;

namespace LabelHook.Tests.Corpus;

// No bytes break a reader: it rejects them with its own problems, or reads them correctly. Inputs that once broke one
// are kept in the corpus.
public static class FuzzTests
{
    // With LABELHOOK_SWEEP=full, which tests/prove.sh sets, it runs for minutes.
    private static readonly bool Full = Environment.GetEnvironmentVariable("LABELHOOK_SWEEP") == "full";

    private const int Mutants = 1_500;
    private const int Seconds = 60;

    // Generous: it is for a reader that hangs, not for a slow one.
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(30);

    // The most memory that one input may need; arbitrary, some hundred times its size.
    private const long MostMemory = 64L << 20;

    private static int _inputs;
    private static int _readers;

    private static readonly PortRange Band = PortRange.FromStart(20001, 25000);

    private static readonly Dictionary<string, string> Wanted =
        new(StringComparer.Ordinal) { ["TCP_PORT"] = "20001", ["TCP_PORTS_RANGE"] = "20001-20002" };

    [Fact]
    public static void No_labels_break_the_reader() => Fuzz("labels", bytes =>
    {
        var texts = Encoding.UTF8.GetString(bytes).Split('\n', 3);
        var labels = texts.Zip(
            (string[])
            [
                ModuleLabels.DemandLabel(Protocol.Tcp),
                ModuleLabels.DemandLabel(Protocol.Udp),
                ModuleLabels.AuthorizationsLabel,
            ])
            .ToDictionary(pair => pair.Second, pair => pair.First, StringComparer.Ordinal);

        var read = ModuleLabels.Read(labels, Band, out var problems);

        Assert.All(problems, IsOneLine);
        Assert.Equal(problems.Count == 0, read.Refused.Count == 0);
        if (problems.Count > 0)
            return;
        Assert.InRange(read.Tcp, 0, Band.Count);
        Assert.InRange(read.Udp, 0, Band.Count);
        var again = new List<Problem>();
        var kept = string.Join(' ', read.Authorizations);
        Assert.Equal(kept, string.Join(' ', Authorization.ReadAll("authorizations", kept, again)));
        Assert.Empty(again);
        Assert.DoesNotContain(
            kept.Split(' '),
            entry => entry.StartsWith("cluster:", StringComparison.Ordinal)
                && entry["cluster:".Length..].Split(',').Contains("owner"));
        Assert.Equal(-1, kept.AsSpan().IndexOfAny("*?["));
    });

    [Fact]
    public static void No_environment_file_breaks_the_reader() => Fuzz("environment", bytes =>
    {
        var text = EnvironmentText.Read(bytes);

        Assert.Equal(bytes, text.ToBytes());
        var written = text.With(Wanted);
        Assert.Equal(written.ToBytes(), EnvironmentText.Read(written.ToBytes()).With(Wanted).ToBytes());
        Assert.All(
            PortVariables.Names,
            name => Assert.Equal(Wanted.GetValueOrDefault(name), written.Variables.GetValueOrDefault(name)));
        if (written.Errors.Any())
            return;
        var seen = SystemdReader.Read(Encoding.UTF8.GetString(written.ToBytes()));
        Assert.All(
            PortVariables.Names, name => Assert.Equal(Wanted.GetValueOrDefault(name), seen.GetValueOrDefault(name)));
    });

    [Fact]
    public static void No_sample_breaks_the_reader() => Fuzz("yaml", bytes => InFile(bytes, path =>
    {
        var image = SampleFile.Read(path).Image;

        Assert.NotEmpty(image.Reference);
        Assert.All(image.Labels, label => Assert.NotNull(label.Value));
    }));

    [Fact]
    public static void No_Containerfile_breaks_the_reader() => Fuzz("containerfile", bytes => InFile(bytes, path =>
    {
        var image = Containerfile.Read(path, out _);

        Assert.All(image.Labels, label => Assert.NotEmpty(label.Key));
    }));

    [Fact]
    public static void No_archive_breaks_the_reader() => Fuzz("archive", bytes => InFile(bytes, path =>
    {
        foreach (var transport in (string[])["oci-archive", "docker-archive"])
        {
            try
            {
                var image = ImageFile.Read($"{transport}:{path}", LongestRead);

                Assert.NotEmpty(image.Id);
                Assert.All(image.Labels, label => Assert.NotNull(label.Value));
            }
            catch (LabelHookException error)
            {
                Assert.StartsWith("LH20", error.Problem.Code, StringComparison.Ordinal);
                IsOneLine(error.Problem);
            }
        }
    }));

    // Reads the corpus and its mutations; a rejection is as good as a result.
    private static void Fuzz(string reader, Action<byte[]> read)
    {
        Assert.All(Corpus.Mutants.Kept(reader), kept => Bounded(kept.Bytes));
        Corpus.Mutants.Of(reader).Sample(
            Bounded,
            iter: Full ? -1 : Mutants,
            time: Full ? Seconds : -1,
            print: bytes => $"base64 {Convert.ToBase64String(bytes)}");
        Record();

        void Bounded(byte[] bytes)
        {
            Interlocked.Increment(ref _inputs);
            var cost = Task.Run(() =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    read(bytes);
                }
                catch (LabelHookException error)
                {
                    Assert.All(error.Problems, IsOneLine);
                }

                return GC.GetAllocatedBytesForCurrentThread() - before;
            });
            Assert.True(Task.WaitAny([cost], LongestRead) == 0, "it hangs");
            Assert.InRange(cost.GetAwaiter().GetResult(), 0, MostMemory);
        }
    }

    private static void Record()
    {
        _readers++;
        if (Environment.GetEnvironmentVariable("LABELHOOK_FIGURES") is { Length: > 0 } figures)
            File.WriteAllText(
                Path.Join(figures, "fuzz.json"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"inputs":{{_inputs}},"readers":{{_readers}},"sweep":"{{(Full ? "full" : "spread")}}"}"""));
    }

    private static void InFile(byte[] bytes, Action<string> read)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["input"], bytes);
        read(folder["input"]);
    }

    // A message is one line for any input.
    private static void IsOneLine(Problem problem) => Assert.DoesNotContain(problem.Message, char.IsControl);
}
