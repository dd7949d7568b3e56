namespace LabelHook.Images;

/// <summary>What is read of an engine's answers; https://docs.docker.com/reference/api/engine/version/v1.51/.</summary>
internal static class EngineAnswer
{
    internal sealed record Image
    {
        public string? Id { get; init; }

        public IReadOnlyList<string?>? RepoTags { get; init; }

        public IReadOnlyList<string?>? RepoDigests { get; init; }

        public string? Created { get; init; }

        public string? Architecture { get; init; }

        public string? Os { get; init; }

        public Configuration? Config { get; init; }

        /// <summary>What a store of several platforms calls the image by.</summary>
        public Target? Descriptor { get; init; }
    }

    internal sealed record Configuration
    {
        public Dictionary<string, string?>? Labels { get; init; }
    }

    internal sealed record Target
    {
        public string? Digest { get; init; }
    }

    internal sealed record ListedImage
    {
        public string? Id { get; init; }

        public IReadOnlyList<string?>? RepoTags { get; init; }

        public long Created { get; init; }

        public Dictionary<string, string?>? Labels { get; init; }
    }

    internal sealed record PullMessage
    {
        public string? Id { get; init; }

        public string? Status { get; init; }

        public Progress? ProgressDetail { get; init; }

        public Error? ErrorDetail { get; init; }
    }

    internal sealed record Progress
    {
        public long Current { get; init; }

        public long Total { get; init; }
    }

    internal sealed record Error
    {
        public string? Message { get; init; }
    }
}
