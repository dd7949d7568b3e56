using System.Net;

namespace LabelHook.Images.Engines;

// An engine answers with another status than success.
#pragma warning disable CA1032, CA1064 // it is made in one room, and never leaves it
internal sealed class EngineStatusException(HttpStatusCode status, string body, string? location) : Exception
#pragma warning restore CA1032, CA1064
{
    public HttpStatusCode Status => status;

    public string Body => body;

    // Where it points to.
    public string? Location => location;
}
