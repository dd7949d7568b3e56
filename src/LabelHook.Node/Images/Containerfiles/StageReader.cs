using System.Collections.Frozen;

namespace LabelHook.Images.Containerfiles;

// Follows the stages of a Containerfile; https://docs.docker.com/build/building/multi-stage/.
internal sealed class StageReader(string path, char escape)
{
    private const string Scratch = "scratch";

    private static readonly FrozenSet<string> Others = FrozenSet.Create(
        StringComparer.Ordinal,
        "ADD",
        "ARG",
        "CMD",
        "COPY",
        "ENTRYPOINT",
        "ENV",
        "EXPOSE",
        "HEALTHCHECK",
        "MAINTAINER",
        "RUN",
        "SHELL",
        "STOPSIGNAL",
        "USER",
        "VOLUME",
        "WORKDIR");

    private readonly LabelInstruction _labels = new(path, escape);
    private readonly Dictionary<string, Stage> _stages = new(StringComparer.OrdinalIgnoreCase);

    // Returns: the last stage, which becomes the image.
    // Throws: an instruction is not valid, or there is no stage.
    public Stage ReadLast(IEnumerable<Instruction> instructions)
    {
        Stage? stage = null;
        foreach (var instruction in instructions)
        {
            if (instruction.Name == "FROM")
                stage = Begin(instruction);
            else if (stage is not null)
                Follow(stage, instruction);
            else if (instruction.Name != "ARG")
                throw Refused(instruction, $"{Wording.Shown(instruction.Name)} before FROM; accepted: ARG or FROM");
        }

        return stage ?? throw new LabelHookException(ContainerfileProblems.Syntax(path, 1, "there is no FROM"));
    }

    private Stage Begin(Instruction instruction)
    {
        var words = ShellWord.Split(instruction.Arguments, escape)
            .SkipWhile(word => word.Text.StartsWith("--", StringComparison.Ordinal))
            .Select(word => word.Text)
            .ToList();
        var hasName = words is [_, var keyword, _] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase);
        if (words.Count != 1 && !hasName)
        {
            var found = Wording.Shown(instruction.Arguments);
            throw Refused(instruction, $"FROM {found}; accepted: an image, or an image, AS and a name");
        }

        if (!new ShellWord(words[0], 0).TryUnquote(escape, out var image, out _))
            throw Refused(instruction, $"a quote in {Wording.Shown(words[0])} is not closed");
        var stage = _stages.TryGetValue(image, out var earlier)
            ? earlier.Next()
            : new Stage(image == Scratch ? null : image);
        if (hasName)
            _stages[words[2]] = stage;
        return stage;
    }

    private void Follow(Stage stage, Instruction instruction)
    {
        var isForNextStage = instruction.Name == "ONBUILD";
        var command = isForNextStage ? instruction.Inner : instruction;
        if (command.Name != "LABEL" && !Others.Contains(command.Name))
            throw Refused(command, $"unknown instruction {Wording.Shown(command.Name)}");
        if (command.Name != "LABEL")
            return;
        foreach (var label in _labels.Read(command))
        {
            if (isForNextStage)
                stage.SetInNextStage(label);
            else
                stage.Set(label);
        }
    }

    private LabelHookException Refused(Instruction instruction, string reason) =>
        new(ContainerfileProblems.Syntax(path, instruction.Line, reason));
}
