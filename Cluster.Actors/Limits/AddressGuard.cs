using System.Net;
using System.Net.Sockets;

namespace Cluster.Actors.Limits;

/// <summary>
/// Slows down whoever guesses at many doors from one address: some failures are free, each further one closes the
/// doors to the address for twice as long, up to a limit. A try counts as failed from its beginning, so that a hundred
/// at once are a hundred; what turns out right is forgiven. An IPv6 address stands for its /64, which one customer has
/// whole. The table is bounded: the address that was quiet the longest is forgotten first. Safe for all threads.
/// </summary>
public sealed class AddressGuard
{
    /// <summary>Addresses remembered at once.</summary>
    public const int AddressesMax = 10_000;

    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly Lock turn = new();
    private readonly Dictionary<IPAddress, LinkedListNode<Entry>> byAddress = [];
    private readonly LinkedList<Entry> quietestFirst = new();
    private readonly int freeFailures;
    private readonly TimeSpan first;
    private readonly TimeSpan longest;
    private readonly TimeProvider time;
    private readonly int addressesMax;

    /// <summary>A guard that lets <paramref name="freeFailures"/> pass and then waits from <paramref name="first"/> up to <paramref name="longest"/>.</summary>
    public AddressGuard(int freeFailures, TimeSpan first, TimeSpan longest, TimeProvider time, int addressesMax = AddressesMax)
    {
        (this.freeFailures, this.first, this.longest) = (freeFailures, first, longest);
        (this.time, this.addressesMax) = (time, addressesMax);
    }

    /// <summary>
    /// Begins a try from an address: null when it may go on, and it then counts as failed until <see cref="Forgive"/>;
    /// else how long the address has to wait, and nothing is counted.
    /// </summary>
    public TimeSpan? Enter(IPAddress address)
    {
        var now = time.GetUtcNow();
        lock (turn)
        {
            var entry = Touch(KeyOf(address), now);
            if (now < entry.ClosedUntil)
            {
                return entry.ClosedUntil - now;
            }

            entry.Failures++;
            entry.LastAt = now;
            entry.ClosedUntil = now + WaitAfter(entry.Failures);
            return null;
        }
    }

    /// <summary>Takes back what <see cref="Enter"/> counted: the try was right, or could not be judged.</summary>
    public void Forgive(IPAddress address)
    {
        lock (turn)
        {
            if (byAddress.TryGetValue(KeyOf(address), out var node) && node.Value is { Failures: > 0 } entry)
            {
                entry.Failures--;
                entry.ClosedUntil = entry.LastAt + WaitAfter(entry.Failures);
            }
        }
    }

    private Entry Touch(IPAddress key, DateTimeOffset now)
    {
        if (byAddress.TryGetValue(key, out var node))
        {
            quietestFirst.Remove(node);
            if (now - node.Value.LastAt >= Memory)
            {
                node.Value = new Entry(key);
            }
        }
        else
        {
            if (byAddress.Count >= addressesMax && quietestFirst.First is { } quietest)
            {
                byAddress.Remove(quietest.Value.Key);
                quietestFirst.RemoveFirst();
            }

            node = new LinkedListNode<Entry>(new Entry(key));
            byAddress[key] = node;
        }

        quietestFirst.AddLast(node);
        return node.Value;
    }

    private TimeSpan WaitAfter(int failures)
    {
        var beyond = failures - freeFailures;
        return beyond <= 0
            ? TimeSpan.Zero
            : TimeSpan.FromTicks((long)Math.Min(longest.Ticks, first.Ticks * Math.Pow(2, Math.Min(beyond - 1, 40))));
    }

    private static IPAddress KeyOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private sealed class Entry(IPAddress key)
    {
        public IPAddress Key { get; } = key;

        public int Failures { get; set; }

        public DateTimeOffset LastAt { get; set; } = DateTimeOffset.MaxValue;

        public DateTimeOffset ClosedUntil { get; set; }
    }
}
