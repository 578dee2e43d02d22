using System.Net;

namespace Cluster.Web.Signalling;

/// <summary>Where a socket comes from.</summary>
/// <param name="Address">Its address; of IPv6 the customer's network.</param>
/// <param name="Client">The browser in words, such as <c>Firefox on Linux</c>.</param>
internal sealed record SocketOrigin(IPAddress Address, string Client);
