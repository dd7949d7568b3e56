using System.Reflection;
using System.Text;

namespace LabelHook.Tests;

// The public surface of an assembly as text: a line a type, indented lines for what it declares.
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            var members =
                type.GetMembers(Declared).Where(IsOwn).Select(member => $"    {member}").Order(StringComparer.Ordinal);
            foreach (var member in members)
                text.Append(member).Append('\n');
        }

        return text.ToString();
    }

    // Without the members that the compiler adds to each record and property.
    private static bool IsOwn(MemberInfo member) => member switch
    {
        MethodBase { IsSpecialName: true, IsConstructor: false } => false,
        MethodInfo { Name: "Equals" or "GetHashCode" or "ToString" or "Deconstruct" or "<Clone>$" } => false,
        _ => true,
    };
}
