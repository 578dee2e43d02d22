using System.Text;

namespace Fuzz.Engine;

/// <summary>An input that a parser did not deal with as it must, and what happened.</summary>
internal sealed record Finding(string Target, byte[] Input, string Kind, string Details)
{
    /// <summary>Writes the input where <c>./fuzz TARGET FILE</c> can read it.</summary>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Target}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Input))[..12]}.hex");
        var text = new StringBuilder().Append("# ").AppendLine(Kind);
        foreach (var line in Input.Chunk(32))
        {
            text.AppendLine(Convert.ToHexStringLower(line));
        }

        File.WriteAllText(path, text.ToString());
        return path;
    }

    public override string ToString() => $"{Target}: {Kind}\n{Details}\ninput ({Input.Length} bytes): {Convert.ToHexStringLower(Input)}";
}
