using System.Buffers.Binary;

namespace Fuzz.Engine;

/// <summary>Makes new inputs from known ones: bits flipped, bytes and lengths changed, pieces moved, lost, doubled and put in.</summary>
internal sealed class Mutator(FuzzRandom random, IReadOnlyList<byte[]> dictionary, bool isText, int bytesMax)
{
    private static readonly byte[] TellingBytes = [0, 1, 2, 3, 4, 0x0f, 0x10, 0x20, 0x40, 0x7f, 0x80, 0x81, 0xbe, 0xde, 0xfe, 0xff];
    private static readonly ushort[] TellingShorts = [0, 1, 2, 4, 0x7f, 0x80, 0xff, 0x100, 0x1fff, 0x2000, 0x7fff, 0x8000, 0xbede, 0x1000, 0xfffe, 0xffff];

    /// <summary>One more input; <paramref name="pool"/> has at least one.</summary>
    public byte[] Make(IReadOnlyList<byte[]> pool)
    {
        List<byte> bytes = [.. random.Pick(pool)];
        for (var changes = 1 + random.Below(random.OneIn(4) ? 12 : 3); changes > 0; changes--)
        {
            if (isText && random.OneIn(2))
            {
                ChangeLines(bytes);
            }
            else
            {
                Change(bytes, pool);
            }
        }

        return bytes.Count <= bytesMax ? [.. bytes] : [.. bytes.Take(bytesMax)];
    }

    private void Change(List<byte> bytes, IReadOnlyList<byte[]> pool)
    {
        var at = random.Below(bytes.Count + 1);
        if (at == bytes.Count)
        {
            at = Math.Max(0, at - 1);
        }

        switch (random.Below(bytes.Count == 0 ? 3 : 13))
        {
            case 0:
                bytes.InsertRange(at, Enumerable.Range(0, 1 + random.Below(8)).Select(_ => random.Byte()));
                break;
            case 1:
                bytes.Insert(at, random.Pick(TellingBytes));
                break;
            case 2:
                PutWord(bytes, at);
                break;
            case 3 or 4:
                bytes[at] ^= (byte)(1 << random.Below(8));
                break;
            case 5:
                bytes[at] = random.Pick(TellingBytes);
                break;
            case 6:
                bytes[at] = random.Byte();
                break;
            case 7:
                ChangeLength(bytes, at);
                break;
            case 8:
                bytes.RemoveRange(at, 1 + random.Below(Math.Min(bytes.Count - at, random.OneIn(4) ? 64 : 4)));
                break;
            case 9:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 10:
                bytes.InsertRange(random.Below(bytes.Count), bytes.GetRange(at, Math.Min(bytes.Count - at, 1 + random.Below(64))));
                break;
            case 11:
                Splice(bytes, at, random.Pick(pool));
                break;
            default:
                PutWord(bytes, at);
                break;
        }
    }

    /// <summary>A word of the parser's own, over what stands there or between.</summary>
    private void PutWord(List<byte> bytes, int at)
    {
        if (dictionary.Count == 0)
        {
            return;
        }

        var word = random.Pick(dictionary);
        if (random.OneIn(2))
        {
            bytes.RemoveRange(at, Math.Min(word.Length, bytes.Count - at));
        }

        bytes.InsertRange(at, word);
    }

    /// <summary>What may be a 16-bit length: a telling one, one off, or what would fit exactly, in bytes or in words.</summary>
    private void ChangeLength(List<byte> bytes, int at)
    {
        if (at + 2 > bytes.Count)
        {
            return;
        }

        Span<byte> field = [bytes[at], bytes[at + 1]];
        var rest = bytes.Count - at - 2;
        var value = random.Below(5) switch
        {
            0 => random.Pick(TellingShorts),
            1 => (ushort)(BinaryPrimitives.ReadUInt16BigEndian(field) + random.Below(9) - 4),
            2 => (ushort)rest,
            3 => (ushort)(rest / 4),
            _ => (ushort)random.Below(rest + 8),
        };
        BinaryPrimitives.WriteUInt16BigEndian(field, value);
        (bytes[at], bytes[at + 1]) = (field[0], field[1]);
    }

    private void Splice(List<byte> bytes, int at, byte[] other)
    {
        if (other.Length > 0)
        {
            var from = random.Below(other.Length);
            bytes.RemoveRange(at, bytes.Count - at);
            bytes.AddRange(other.AsSpan(from));
        }
    }

    private void ChangeLines(List<byte> bytes)
    {
        List<byte[]> lines = [.. Lines([.. bytes])];
        if (lines.Count == 0)
        {
            return;
        }

        var at = random.Below(lines.Count);
        switch (random.Below(5))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(random.Below(lines.Count), lines[at]);
                break;
            case 2:
                (lines[at], lines[^1]) = (lines[^1], lines[at]);
                break;
            case 3 when dictionary.Count > 0:
                lines.Insert(at, [.. random.Pick(dictionary), (byte)'\n']);
                break;
            default:
                lines.InsertRange(at, Enumerable.Repeat(lines[at], 1 + random.Below(16)));
                break;
        }

        bytes.Clear();
        lines.ForEach(bytes.AddRange);
    }

    private static IEnumerable<byte[]> Lines(byte[] text)
    {
        for (var from = 0; from < text.Length;)
        {
            var end = Array.IndexOf(text, (byte)'\n', from);
            end = end < 0 ? text.Length : end + 1;
            yield return text[from..end];
            from = end;
        }
    }
}
