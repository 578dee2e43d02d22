using Cluster.Media.Ice;
using Cluster.Media.Sdp;

namespace Cluster.Media.Engine;

/// <summary>A finished negotiation on its way to the worker that owns the endpoint.</summary>
internal sealed record Negotiated(
    EndpointId Endpoint,
    IceCredentials Credentials,
    NegotiatedSession Session,
    IReadOnlyList<SourceBinding> Sources,
    IReadOnlyList<SlotBinding> Slots,
    string Label = "");
