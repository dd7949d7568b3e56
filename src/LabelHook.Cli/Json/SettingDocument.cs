using LabelHook.Status;

namespace LabelHook.Cli.Json;

internal sealed record SettingDocument(string Value, string Source)
{
    public static SettingDocument From(Setting setting) => new(setting.Value, setting.Source);
}
