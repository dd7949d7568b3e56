namespace LabelHook.Status;

// A setting in use.
// Source: What decided it: an option, a variable, the configuration or the default.
internal sealed record Setting(string Value, string Source);
