namespace LabelHook.Images;

// The age of an image among those of its repository: by creation time, then by the version in its tag if the times are
// equal or unusable. Reproducible builds all have the same time, often none at all;
// https://reproducible-builds.org/specs/source-date-epoch/.
// Created: In whole seconds, because docker lists no fractions; null if unusable.
internal sealed record ImageAge(DateTimeOffset? Created, string Tag)
{
    // The year of docker's first release: an earlier time is a placeholder.
    private static readonly DateTimeOffset FirstImages = new(2013, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // How much the clock of another host may be ahead; arbitrary.
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    // now: A creation time in the future is unusable, too: the image would be the newest for years.
    public static ImageAge FromImage(string reference, DateTimeOffset? created, DateTimeOffset now)
    {
        var isKnown = created >= FirstImages && created <= now + MostAhead;
        return new ImageAge(isKnown ? Seconds(created) : null, ImageReference.Parse(reference).Tag ?? "");
    }

    public static DateTimeOffset? Seconds(DateTimeOffset? time) =>
        time is { } known ? DateTimeOffset.FromUnixTimeSeconds(known.ToUnixTimeSeconds()) : null;

    public bool IsOlderThan(ImageAge other)
    {
        if (Created is { } mine && other.Created is { } theirs && mine != theirs)
            return mine < theirs;
        return TagOrder.Default.Compare(Tag, other.Tag) < 0;
    }

    // Returns: the image that was created last; the one with the greatest tag among images with the same time, or if
    // any time is unusable.
    public static T Newest<T>(IReadOnlyList<T> images, Func<T, ImageAge> age)
    {
        var dated = images.All(image => age(image).Created is not null);
        return images
            .OrderBy(image => dated ? age(image).Created : null)
            .ThenBy(image => age(image).Tag, TagOrder.Default)
            .Last();
    }
}
