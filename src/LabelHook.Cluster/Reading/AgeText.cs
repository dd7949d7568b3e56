namespace LabelHook.Cluster.Reading;

internal static class AgeText
{
    // In the largest unit, rounded down, as in 59 s, 3 min, 2 h or 5 d.
    public static string For(TimeSpan age)
    {
        if (age < TimeSpan.FromMinutes(1))
            return $"{(int)age.TotalSeconds} s";
        if (age < TimeSpan.FromHours(1))
            return $"{(int)age.TotalMinutes} min";
        return age < TimeSpan.FromDays(2) ? $"{(int)age.TotalHours} h" : $"{(int)age.TotalDays} d";
    }
}
