using System.Text;

namespace LabelHook.Acceptance.PowerCuts;

// A possible content of the disk after a power cut: every file by its path.
public sealed record CrashState(IReadOnlyDictionary<string, byte[]> Files, IReadOnlyList<string> Folders)
{
    public string? Text(string path) =>
        Files.TryGetValue(path, out var bytes) ? Encoding.Latin1.GetString(bytes) : null;

    // All possible states if they are few; otherwise the two extremes, their neighbours, and random ones.
    public static IEnumerable<CrashState> After(Disk disk, Random random, int bound)
    {
        var open = Questions(disk.Root, random, bound).Distinct().ToArray();
        var all = open.Aggregate(1.0, (count, question) => count * question.Answers);
        return (all <= bound ? Every(open) : Some(open, random, bound)).Select(answers => Build(disk.Root, answers));
    }

    // All changes are on the disk: what a program that starts now sees.
    public static CrashState Now(Disk disk) => After(disk, new Random(0), 2).First();

    // The real content of a folder.
    public static CrashState Of(string root) => new(
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(root, path), File.ReadAllBytes, StringComparer.Ordinal),
        [
            .. Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(root, path)),
        ]);

    public void WriteTo(string root)
    {
        foreach (var folder in Folders)
            Directory.CreateDirectory(Path.Join(root, folder));
        foreach (var (path, bytes) in Files)
            File.WriteAllBytes(Path.Join(root, path), bytes);
    }

    // The alternatives after a power cut: the target of each name and the content of each file.
    private static IEnumerable<Question> Questions(DiskFolder folder, Random random, int bound)
    {
        foreach (var (name, entries) in folder.Names)
        {
            if (entries.Count > 1)
                yield return new Question((folder, name), entries.Count, []);
            foreach (var entry in entries.Distinct())
            {
                if (entry is DiskFile { IsPending: true } file && file.Contents(random, bound) is var contents)
                    yield return new Question(file, contents.Count, contents);
                var below = entry is DiskFolder inner ? Questions(inner, random, bound) : [];
                foreach (var question in below)
                    yield return question;
            }
        }
    }

    private static IEnumerable<Dictionary<Question, int>> Every(Question[] open) =>
        open.Aggregate(
            (IEnumerable<Dictionary<Question, int>>)[[]],
            (answers, question) => answers.SelectMany(answer => With(answer, question)));

    private static IEnumerable<Dictionary<Question, int>> Some(Question[] open, Random random, int bound)
    {
        var newest = open.ToDictionary(question => question, _ => 0);
        var oldest = open.ToDictionary(question => question, question => question.Answers - 1);
        var near = open.SelectMany(question => With(newest, question).Concat(With(oldest, question))).ToArray();
        random.Shuffle(near);
        return
        [
            newest, oldest, .. near.Take(bound / 2),
            .. Enumerable.Range(0, bound / 2)
                .Select(_ => open.ToDictionary(question => question, question => random.Next(question.Answers))),
        ];
    }

    private static IEnumerable<Dictionary<Question, int>> With(Dictionary<Question, int> answers, Question question) =>
        Enumerable.Range(0, question.Answers)
            .Select(choice => new Dictionary<Question, int>(answers) { [question] = choice });

    private static CrashState Build(DiskFolder root, Dictionary<Question, int> answers)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var folders = new List<string>();
        var choices = answers.ToDictionary(
            answer => answer.Key.Subject, answer => (answer.Key.Contents, Choice: answer.Value));
        Walk(root, "");
        return new CrashState(files, folders);

        void Walk(DiskFolder folder, string path)
        {
            foreach (var (name, entries) in folder.Names)
            {
                var entry = entries[choices.TryGetValue((folder, name), out var chosen) ? chosen.Choice : 0];
                if (entry is DiskFile file)
                    files[path + name] =
                        choices.TryGetValue(file, out var content) ? content.Contents[content.Choice] : file.Now();
                if (entry is not DiskFolder inner)
                    continue;
                folders.Add(path + name);
                Walk(inner, path + name + "/");
            }
        }
    }

    // One per file, so that a file with two names has one content.
    private sealed record Question(object Subject, int Answers, IReadOnlyList<byte[]> Contents)
    {
        public bool Equals(Question? other) => other is not null && Subject.Equals(other.Subject);

        public override int GetHashCode() => Subject.GetHashCode();
    }
}
