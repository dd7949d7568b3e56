using LabelHook.Cli.Output;
using System.Reflection;
using LabelHook.Cluster.Store;
using LabelHook.Database;
using LabelHook.Scans;

namespace LabelHook.Tests;

// Untrusted text is never printed unescaped: a terminal would obey it.
public static class ForeignWordsTests
{
    private const string Hostile = "a\u001b]0;pwned\u0007b\rc\nd\u009b31me\u202ef\u2028g\u200bh";

    [Fact]
    public static void Hidden_characters_are_escaped() =>
        Assert.Equal(
            "a\\u001b]0;pwned\\u0007b\\u000dc\\nd\\u009b31me\\u202ef\\u2028g\\u200bh", PrintableText.Escape(Hostile));

    [Theory]
    [InlineData("")]
    [InlineData("plain, ünicode, 漢字, 🙂 and a\\u001b that was escaped before")]
    public static void Visible_characters_are_not_changed(string text) => Assert.Same(text, PrintableText.Escape(text));

    public static TheoryData<string> Wordings =>
        [.. Methods().Where(method => method.GetParameters().Any(IsText)).Select(Name).Distinct()];

    // The problems are in many files; a moved file must not drop out of this test.
    [Fact]
    public static void The_problems_of_all_rooms_are_found() => Assert.InRange(Wordings.Count, 100, int.MaxValue);

    [Theory]
    [MemberData(nameof(Wordings))]
    public static void All_problems_escape_hidden_characters(string name)
    {
        foreach (var method in Methods().Where(method => Name(method) == name))
        {
            var problem = (Problem)method.Invoke(null, [.. method.GetParameters().Select(Value)])!;

            Assert.DoesNotContain(problem.Message.EnumerateRunes(), PrintableText.IsHidden);
            Assert.DoesNotContain(
                (problem with { Message = Hostile }).Message.EnumerateRunes(), PrintableText.IsHidden);
            Assert.DoesNotContain(new LabelHookException(problem).Message.EnumerateRunes(), PrintableText.IsHidden);
        }
    }

    private static IEnumerable<MethodInfo> Methods() =>
        from assembly in (Assembly[])
        [
            typeof(Problem).Assembly,
            typeof(ScanProblems).Assembly,
            typeof(ProgramProblems).Assembly,
            typeof(StoreProblems).Assembly,
        ]
        from type in assembly.GetTypes()
        where type.Name.EndsWith(nameof(Problems), StringComparison.Ordinal)
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.ReturnType == typeof(Problem)
        select method;

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static bool IsText(ParameterInfo parameter) => parameter.ParameterType == typeof(string);

    private static object? Value(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => Hostile,
        var type when type == typeof(AllocationRow) =>
            new AllocationRow(1, Hostile, PortRange.Create(20001, 20002), IsReleasing: false),
        var type when type == typeof(ModuleName) => ModuleName.Parse("m1"),
        var type when type == typeof(Problem) => ProgramProblems.Usage(Hostile),
        var type when type == typeof(Exception) => new InvalidOperationException(Hostile),
        var type when type.IsValueType => Activator.CreateInstance(type),
        var type when type.IsAssignableFrom(typeof(string[])) => (string[])[Hostile],
        var type when type.IsAssignableFrom(typeof(Problem[])) => (Problem[])[ProgramProblems.Usage(Hostile)],
        var type when type.IsGenericType
            && type.GetGenericTypeDefinition().IsAssignableFrom(typeof(IReadOnlyCollection<>)) =>
            Array.CreateInstance(type.GetGenericArguments()[0], 0),
        var type => Activator.CreateInstance(type),
    };
}
