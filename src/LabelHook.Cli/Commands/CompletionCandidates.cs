using System.CommandLine;
using LabelHook.Cli.Completion;
using LabelHook.Cli.Options;
using LabelHook.Images;

namespace LabelHook.Cli.Commands;

// What the completion scripts ask the program for. All candidates are safe in the command line of any shell.
internal static class CompletionCandidates
{
    // Returns: no candidates on any error, because a shell that completes a word cannot show it.
    public static IReadOnlyList<string> Read(Services services, ParseResult parsed, string kind, string? protocol)
    {
        try
        {
            return kind switch
            {
                CompletionKinds.Modules => services.ModuleList(parsed).ReadNames(),
                CompletionKinds.Images => Images(services, parsed),
                CompletionKinds.Reserved => Reserved(services, parsed, protocol),
                _ => [],
            };
        }
        catch (LabelHookException)
        {
            return [];
        }
    }

    private static List<string> Images(Services services, ParseResult parsed)
    {
        var names = from image in services.Images(parsed).Source().List()
                    where !image.IsTemporary && ImageReference.IsName(image.Image.Reference)
                    select image.Image.Reference;
        return [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static List<string> Reserved(Services services, ParseResult parsed, string? protocol)
    {
        IReadOnlyList<Protocol> wanted = protocol is null ? ProtocolName.All : [Arguments.ParseProtocol(protocol)];
        var reservations = services.Reservations(parsed);
        return [.. wanted.SelectMany(reservations.Read).Select(ports => ports.ToString()).Distinct()];
    }
}
