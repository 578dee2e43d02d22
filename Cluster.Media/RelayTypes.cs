using System.Net;
using System.Security.Cryptography;

namespace Cluster.Media;

/// <summary>
/// What protects one direction of a relay between nodes: its receiver knows it by <paramref name="Id"/>, and both ends have key
/// and salt. Made for one opening of one relay, and used for no other.
/// </summary>
/// <param name="Id">Stands at the beginning of every datagram; unique among those that a node receives.</param>
/// <param name="Key">Of AES-128-GCM, 16 bytes.</param>
/// <param name="Salt">What the sequence number is mixed with to a nonce, 12 bytes.</param>
public sealed record RelaySecret(uint Id, byte[] Key, byte[] Salt)
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 16;

    /// <summary>Bytes of a salt.</summary>
    public const int SaltBytes = 12;

    /// <summary>Whether key and salt have the length they must have.</summary>
    public bool IsWhole => Key is { Length: KeyBytes } && Salt is { Length: SaltBytes };

    /// <summary>A new one from the system's random numbers.</summary>
    public static RelaySecret Make() => new(
        BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))),
        RandomNumberGenerator.GetBytes(KeyBytes),
        RandomNumberGenerator.GetBytes(SaltBytes));

    /// <summary>Says nothing of the key, which must not reach a log.</summary>
    public override string ToString() => $"{nameof(RelaySecret)} {Id:x8}";
}

/// <summary>One end of a relay between a bridge of this node and one of another node, as its owner wants it.</summary>
/// <param name="Relay">The owner's number for it, unique within the bridge.</param>
/// <param name="Generation">Counts up when the secrets or the place of the other end change; one that is not higher than the relay's changes nothing.</param>
/// <param name="Peer">Where the other node receives it.</param>
/// <param name="Sending">The direction there: the other end's <see cref="Receiving"/>.</param>
/// <param name="Receiving">The direction from there.</param>
/// <param name="PeerLeads">Whether the other bridge's order of those who speak comes before this one's; it holds of one of the two ends.</param>
public sealed record RelayOpening(
    long Relay, long Generation, IPEndPoint Peer, RelaySecret Sending, RelaySecret Receiving, bool PeerLeads);
