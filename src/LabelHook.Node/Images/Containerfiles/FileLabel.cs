namespace LabelHook.Images.Containerfiles;

// A label as a LABEL instruction sets it.
// Variable: A variable that the name or the value uses; null if they use none.
internal sealed record FileLabel(string Name, string Value, string? Variable, int Line)
{
    // Whether ONBUILD of an earlier stage sets it: docker follows that, podman only if the image has docker's format.
    public bool IsOnBuild { get; init; }

    // LabelHook's own labels, and others of NethServer 8.
    private const string Prefix = "org.nethserver.";

    // Whether it is one of them, or might be, because a variable begins inside its name.
    public bool MayBeOurs
    {
        get
        {
            var dollar = Name.IndexOf('$', StringComparison.Ordinal);
            return Name.StartsWith(Prefix, StringComparison.Ordinal)
                || (dollar >= 0 && Prefix.StartsWith(Name[..dollar], StringComparison.Ordinal));
        }
    }
}
