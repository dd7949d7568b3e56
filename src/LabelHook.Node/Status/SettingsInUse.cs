namespace LabelHook.Status;

internal sealed record SettingsInUse(Setting State, Setting Database, Setting Configuration, Setting Engine);
