using System.Reflection;
using System.Text;
using LabelHook.Cli.Output;
using LabelHook.Cluster.Store;
using LabelHook.Database;
using LabelHook.Scans;

namespace LabelHook.Tests;

// All problems in one text. A test that fails writes the text that it got to Problems.received.txt beside its program:
// read the difference, and copy it over Problems.txt to approve it.
public static class ProblemsTests
{
    [Fact]
    public static void The_problems_are_the_approved_ones()
    {
        var received = Describe();
        File.WriteAllText(Path.Join(AppContext.BaseDirectory, "Problems.received.txt"), received);

        Assert.Equal(
            File.ReadAllLines(Repository.At("tests/LabelHook.Tests/Problems.txt")),
            received.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Describe()
    {
        var lines = new List<string>();
        foreach (var method in Methods())
        {
            var problem = (Problem)method.Invoke(null, [.. method.GetParameters().Select(Sample)])!;
            lines.Add($"{problem.Code} {problem.Kind} {method.DeclaringType!.Name}.{method.Name}: {problem.Message}");
        }

        var text = new StringBuilder();
        foreach (var line in lines.Order(StringComparer.Ordinal))
            text.Append(line).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<MethodInfo> Methods() =>
        from room in (Type[])[typeof(Problem), typeof(ScanProblems), typeof(ProgramProblems), typeof(StoreProblems)]
        from type in room.Assembly.GetTypes()
        where type.Name.EndsWith(nameof(Problems), StringComparison.Ordinal)
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.ReturnType == typeof(Problem)
        select method;

    // A text is the name of its parameter, so that the sentence shows what stands where.
    private static object? Sample(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => parameter.Name!.Contains("path", StringComparison.OrdinalIgnoreCase)
            ? "/path"
            : parameter.Name.ToUpperInvariant(),
        var type when type == typeof(int) && parameter.Name!.Contains("size", StringComparison.OrdinalIgnoreCase) =>
            4 << 20,
        var type when type == typeof(int) && parameter.Name == "status" => 404,
        var type when type == typeof(int) || type == typeof(long) => 9 - parameter.Position,
        var type when type == typeof(PortRange) => PortRange.Create(20001, 20008),
        var type when type == typeof(AllocationRow) =>
            new AllocationRow(1, "m2", PortRange.Create(20003, 20006), IsReleasing: false),
        var type when type == typeof(ModuleName) => ModuleName.Parse(parameter.Position == 0 ? "m1" : "m2"),
        var type when type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?) => DateTimeOffset.UnixEpoch,
        var type when type == typeof(TimeSpan) => TimeSpan.FromSeconds(30),
        var type when type == typeof(Problem) => ProgramProblems.Usage("PROBLEM"),
        var type when type == typeof(Exception) => new InvalidOperationException("ERROR"),
        var type when type == typeof(IReadOnlyDictionary<string, string>) => new Dictionary<string, string>(),
        var type when type.IsValueType => Activator.CreateInstance(type),
        var type when type.IsAssignableFrom(typeof(string[])) => (string[])["A", "B"],
        var type when type.IsAssignableFrom(typeof(Problem[])) => (Problem[])[ProgramProblems.Usage("PROBLEM")],
        var type when type.IsGenericType
            && type.GetGenericTypeDefinition().IsAssignableFrom(typeof(IReadOnlyCollection<>)) =>
            Array.CreateInstance(type.GetGenericArguments()[0], 0),
        var type => Record(type),
    };

    // A record of the parts that its constructor asks for.
    private static object Record(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(each => each.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(Sample)]);
    }
}
