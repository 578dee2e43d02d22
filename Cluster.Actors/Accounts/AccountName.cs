using System.Diagnostics.CodeAnalysis;
using Cluster.Actors.Text;

namespace Cluster.Actors.Accounts;

/// <summary>The name an account logs in with: composed (Unicode NFKC), lower case, no white space, 1..100 UTF-16 characters.</summary>
public readonly record struct AccountName
{
    /// <summary>Longest name in UTF-16 characters.</summary>
    public const int CharsMax = 100;

    private readonly string? value;

    private AccountName(string value) => this.value = value;

    /// <summary>The name; empty only in a default value, which is nobody's.</summary>
    public string Value => value ?? "";

    /// <summary>Normalises what a person typed. Never throws.</summary>
    public static bool TryCreate(string? raw, out AccountName name, [NotNullWhen(false)] out string? problem)
    {
        name = default;
        var line = PlainText.Line(raw, CharsMax)?.ToLowerInvariant();
        if (line is null || line.Contains(' ', StringComparison.Ordinal) || line.Length > CharsMax)
        {
            problem = $"A login name has 1 to {CharsMax} characters and no spaces.";
            return false;
        }

        name = new AccountName(line);
        problem = null;
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
