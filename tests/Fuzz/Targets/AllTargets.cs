using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>Every parser that is fuzzed.</summary>
internal static class AllTargets
{
    public static IReadOnlyList<FuzzTarget> List { get; } =
    [
        new RtpHeaderTarget(),
        new HeaderExtensionsTarget(),
        new RtxTarget(),
        new Vp8Target(),
        new RtcpTarget(),
        new NackTarget(),
        new KeyframeRequestTarget(),
        new ReportTarget(),
        new RembTarget(),
        new ByeTarget(),
        new TransportCcTarget(),
        new StunTarget(),
        new StunMappedAddressTarget(),
        new SdpTarget(),
        new DtlsDatagramTarget(),
        new DtlsServerTarget(),
        new SrtpTarget(),
        new SrtcpTarget(),
        new StrangerTarget(),
        new NeighbourTarget(),
        new EndpointTarget(),
        new RelayTarget(),
        new RelayDatagramTarget(),
        new SignallingTarget(),
        new TokenTarget(),
        new NameTarget(),
        new AdminTarget(),
        new ApiTarget(),
        new TlsHelloTarget(),
    ];

    public static FuzzTarget? Find(string name) => List.FirstOrDefault(target => target.Name == name);
}
