using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Cluster.Media.Net;

/// <summary>
/// A socket filter (the kernel's classic BPF, socket(7) SO_ATTACH_FILTER) that lets through what comes from known addresses; of
/// the rest a random share of the checks that begin with a known user name, another share of what else may be STUN, and
/// nothing more. The kernel runs it before a datagram takes a place in the
/// socket's buffer, so that a flood neither crowds out anybody's media nor costs the worker time.
/// </summary>
/// <remarks>
/// An address is known by 32 bits, its last four bytes with the port mixed in, and a user name by its first four characters
/// where it is a message's first attribute, as browsers write it: this is a sieve, and the demultiplexer still looks at all of
/// it. The keys are looked for by halving, then one by one among the last few.
/// </remarks>
internal sealed class StrangerFilter
{
    /// <summary>Addresses and user names a filter can know together: the kernel takes 4,096 instructions.</summary>
    public const int KeysMax = 3_000;

    private const int InstructionsMax = 4_096;
    private const int LeafKeys = 16;

    private const ushort LoadWord = 0x20;
    private const ushort LoadHalf = 0x28;
    private const ushort LoadByte = 0x30;
    private const ushort ToX = 0x07;
    private const ushort And = 0x54;
    private const ushort ShiftLeft = 0x64;
    private const ushort XorX = 0xAC;
    private const ushort Jump = 0x05;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfGreater = 0x25;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort Return = 0x06;

    // Where the kernel shows the network header, and what is not in the packet (linux/filter.h).
    private const uint Network = 0xFFF0_0000;
    private const uint RandomNumber = 0xFFFF_F000 + 56;
    private const uint UdpHeaderBytes = 8;
    private const uint StunFirstByteMax = 3;
    private const uint UserNameType = 6;
    private const uint FirstAttributeAt = UdpHeaderBytes + 20;
    private const uint Everything = 0xFFFF_FFFF;

    private readonly FilterInstruction[] _program = new FilterInstruction[InstructionsMax];
    private readonly List<uint> _keys = new(KeysMax);
    private int _length;

    /// <summary>The program; empty when there are more keys than it can know. Good until the next call.</summary>
    /// <param name="addresses">Whose datagrams pass.</param>
    /// <param name="names">The user names (of eight characters, as the table of endpoints keeps them) whose checks are likely good.</param>
    /// <param name="named">0 to 1: how much passes of checks with such a name from other addresses.</param>
    /// <param name="others">0 to 1: how much passes of what else begins as STUN does.</param>
    public ReadOnlySpan<FilterInstruction> Build(
        IReadOnlyCollection<NetAddress> addresses, IReadOnlyCollection<ulong> names, double named, double others)
    {
        _length = 0;
        if (addresses.Count + names.Count > KeysMax)
        {
            return default;
        }

        WriteKey();
        Search(addresses.Select(static address => address.SieveKey), share: 1);
        Add(LoadByte, UdpHeaderBytes);
        Add(JumpIfGreater, StunFirstByteMax, 0, 1);
        Add(Return, 0);
        Add(LoadHalf, FirstAttributeAt);
        Add(JumpIfEqual, UserNameType, 1, 0);
        var unnamed = Add(Jump, 0);
        Add(LoadWord, FirstAttributeAt + 4);
        Search(names.Select(FirstFour), named);
        _program[unnamed] = new FilterInstruction(Jump, 0, 0, (uint)(_length - unnamed - 1));
        WritePass(others);
        return _program.AsSpan(0, _length);
    }

    private static uint FirstFour(ulong name) => BitConverter.IsLittleEndian
        ? BinaryPrimitives.ReverseEndianness((uint)name)
        : (uint)(name >> 32);

    /// <summary>Lets a share of what is among the keys pass; what is not goes on behind.</summary>
    private void Search(IEnumerable<uint> keys, double share)
    {
        _keys.Clear();
        _keys.AddRange(keys);
        _keys.Sort();
        var begin = _length;
        WriteSearch(0, _keys.Count, share);
        for (var i = begin; i < _length; i++)
        {
            if (_program[i] is { Code: Jump, Value: Everything })
            {
                _program[i] = new FilterInstruction(Jump, 0, 0, (uint)(_length - i - 1));
            }
        }
    }

    /// <summary>The key of the packet: see <see cref="NetAddress.SieveKey"/>.</summary>
    private void WriteKey()
    {
        Add(LoadByte, Network);
        Add(And, 0xF0);
        Add(JumpIfEqual, 0x40, 0, 2);
        // IPv4: the source is the header's fourth word.
        Add(LoadWord, Network + 12);
        Add(Jump, 1);
        // IPv6: the last word of the source.
        Add(LoadWord, Network + 20);
        Add(ToX, 0);
        Add(LoadHalf, 0);
        Add(ShiftLeft, 16);
        Add(XorX, 0);
    }

    private void WriteSearch(int from, int to, double share)
    {
        if (to - from <= LeafKeys)
        {
            for (var i = from; i < to; i++)
            {
                // To behind the jump that ends the leaf's keys.
                Add(JumpIfEqual, _keys[i], (byte)(to - i), 0);
            }

            Add(Jump, Everything);
            WritePass(share);
            return;
        }

        var middle = (from + to) / 2;
        Add(JumpIfAtLeast, _keys[middle], 0, 1);
        var upper = Add(Jump, 0);
        WriteSearch(from, middle, share);
        _program[upper] = new FilterInstruction(Jump, 0, 0, (uint)(_length - upper - 1));
        WriteSearch(middle, to, share);
    }

    private void WritePass(double share)
    {
        if (share < 1)
        {
            Add(LoadWord, RandomNumber);
            Add(JumpIfGreater, (uint)(uint.MaxValue * Math.Max(share, 0)), 0, 1);
            Add(Return, 0);
        }

        Add(Return, Everything);
    }

    private int Add(ushort code, uint value, byte ifTrue = 0, byte ifFalse = 0)
    {
        _program[_length] = new FilterInstruction(code, ifTrue, ifFalse, value);
        return _length++;
    }
}

/// <summary>One instruction as the kernel reads it (struct sock_filter).</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FilterInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);
