namespace LabelHook.Images;

// How new an image is among those of its repository: by the time of its creation, and by the version in its tag where
// that time is the same or says nothing. Reproducible builds all have one time, often none at all;
// https://reproducible-builds.org/specs/source-date-epoch/.
// Created: In whole seconds, since docker's list tells no more; null where it says nothing.
internal sealed record ImageAge(DateTimeOffset? Created, string Tag)
{
    // No image is older than docker: a time before it stands for none.
    private static readonly DateTimeOffset FirstImages = new(2013, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // How much the clock of another host may be ahead; arbitrary.
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    // now: A time that is yet to come says nothing either: such an image would be the newest for years.
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

    // Returns: the image that was created last; among those of one time, or where one has none, the one with the
    // greatest tag.
    public static T Newest<T>(IReadOnlyList<T> images, Func<T, ImageAge> age)
    {
        var dated = images.All(image => age(image).Created is not null);
        return images.OrderBy(image => dated ? age(image).Created : null).ThenBy(image => age(image).Tag, TagOrder.Default).Last();
    }
}
