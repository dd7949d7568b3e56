using System.Text.Json;

namespace LabelHook.Acceptance.Images;

// An image with nothing in it but labels.
public sealed record LabelledImage(string Reference)
{
    public string From { get; init; } = "scratch";

    public IReadOnlyDictionary<string, string> Labels { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    public LabelledImage Tcp(string demand) => With("org.nethserver.tcp-ports-demand", demand);

    public LabelledImage Udp(string demand) => With("org.nethserver.udp-ports-demand", demand);

    public LabelledImage Authorizations(string value) => With("org.nethserver.authorizations", value);

    // A label's value is quoted in a Containerfile nearly as in JSON.
    public string Containerfile =>
        string.Concat(
            [
                $"FROM {From}\n",
                .. Labels.Select(label => $"LABEL {label.Key}={JsonSerializer.Serialize(label.Value)}\n"),
            ]);

    private LabelledImage With(string name, string value) =>
        this with { Labels = new Dictionary<string, string>(Labels, StringComparer.Ordinal) { [name] = value } };
}
