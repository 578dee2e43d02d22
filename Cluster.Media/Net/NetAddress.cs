using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cluster.Media.Net;

/// <summary>
/// An IPv6 address (IPv4 as <c>::ffff:a.b.c.d</c>) and UDP port as a value: compared and hashed for every packet, so it
/// holds no reference and allocates nothing.
/// </summary>
internal readonly struct NetAddress : IEquatable<NetAddress>
{
    /// <summary>Bytes of a <c>sockaddr_in6</c>.</summary>
    public const int SockaddrBytes = 28;

    private const ulong MappedPrefix = 0x0000_FFFF;

    // The address in network order, as two big-endian halves.
    private readonly ulong _high;
    private readonly ulong _low;
    private readonly uint _scope;
    private readonly ushort _port;

    private NetAddress(ulong high, ulong low, uint scope, ushort port)
    {
        _high = high;
        _low = low;
        _scope = scope;
        _port = port;
    }

    /// <summary>The UDP port.</summary>
    public ushort Port => _port;

    /// <summary>32 bits a packet filter can make of an address: its last four bytes, the port over the upper two.</summary>
    public uint SieveKey => (uint)_low ^ ((uint)_port << 16);

    /// <summary>No address: all zero.</summary>
    public bool IsNone => (_high | _low) == 0 && _port == 0;

    /// <summary>Whether this is an IPv4 address.</summary>
    public bool IsV4 => _high == 0 && _low >> 32 == MappedPrefix;

    /// <summary>From a framework endpoint.</summary>
    public static NetAddress From(IPEndPoint endpoint)
    {
        Span<byte> bytes = stackalloc byte[16];
        endpoint.Address.MapToIPv6().TryWriteBytes(bytes, out _);
        var scope = endpoint.AddressFamily == AddressFamily.InterNetworkV6 ? (uint)endpoint.Address.ScopeId : 0;
        return FromBytes(bytes, scope, (ushort)endpoint.Port);
    }

    /// <summary>From the 16 bytes of an address.</summary>
    public static NetAddress FromBytes(ReadOnlySpan<byte> address, uint scope, ushort port) => new(
        BinaryPrimitives.ReadUInt64BigEndian(address),
        BinaryPrimitives.ReadUInt64BigEndian(address[8..]),
        scope,
        port);

    /// <summary>From a <c>sockaddr_in6</c> as the kernel wrote it.</summary>
    public static NetAddress FromSockaddr(ReadOnlySpan<byte> sockaddr) => FromBytes(
        sockaddr.Slice(8, 16),
        MemoryMarshal.Read<uint>(sockaddr[24..]),
        BinaryPrimitives.ReadUInt16BigEndian(sockaddr[2..]));

    /// <summary>Writes a <c>sockaddr_in6</c>, but for the family: its number is the system's own and stands there already.</summary>
    public void WriteSockaddr(Span<byte> sockaddr)
    {
        BinaryPrimitives.WriteUInt16BigEndian(sockaddr[2..], _port);
        sockaddr.Slice(4, 4).Clear();
        WriteAddress(sockaddr[8..]);
        MemoryMarshal.Write(sockaddr[24..], in _scope);
    }

    /// <summary>Writes the 16 bytes of the address.</summary>
    public void WriteAddress(Span<byte> address)
    {
        BinaryPrimitives.WriteUInt64BigEndian(address, _high);
        BinaryPrimitives.WriteUInt64BigEndian(address[8..], _low);
    }

    /// <summary>Writes the address in its own family's form and returns its bytes, 4 or 16.</summary>
    public int WriteNative(Span<byte> address)
    {
        if (!IsV4)
        {
            WriteAddress(address);
            return 16;
        }

        BinaryPrimitives.WriteUInt32BigEndian(address, (uint)_low);
        return 4;
    }

    /// <summary>As a framework endpoint, for people to read.</summary>
    public IPEndPoint ToEndPoint()
    {
        Span<byte> bytes = stackalloc byte[16];
        WriteAddress(bytes);
        var address = new IPAddress(bytes, _scope);
        return new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, _port);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(NetAddress other) =>
        _low == other._low && _high == other._high && _port == other._port && _scope == other._scope;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NetAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_high, _low, _port);

    /// <inheritdoc/>
    public override string ToString() => ToEndPoint().ToString();
}
