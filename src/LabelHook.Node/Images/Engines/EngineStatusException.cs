using System.Net;

namespace LabelHook.Images.Engines;

// An engine answers with a status other than 200.
#pragma warning disable CA1032, CA1064 // never leaves this namespace
internal sealed class EngineStatusException(HttpStatusCode status, string body, string? location) : Exception
#pragma warning restore CA1032, CA1064
{
    public HttpStatusCode Status => status;

    public string Body => body;

    // The target of a redirect; null if there is none.
    public string? Location => location;
}
