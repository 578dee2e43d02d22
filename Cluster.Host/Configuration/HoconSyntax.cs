namespace Cluster.Host.Configuration;

/// <summary>
/// Finds what the HOCON parser overlooks: it reads a file whose braces or quotes do not close as if they did, and
/// settings would then silently land under another name; and some text keeps it busy for ever.
/// </summary>
internal static class HoconSyntax
{
    /// <summary>The first fault as "line 3: …", or null when braces, brackets and quotes are balanced.</summary>
    public static string? FindFault(string text)
    {
        var open = new Stack<(char Kind, int Line)>();
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\n':
                    line++;
                    break;
                case '#':
                case '/' when i + 1 < text.Length && text[i + 1] == '/':
                    i = EndOfLine(text, i) - 1;
                    break;
                case '"' when text.AsSpan(i).StartsWith("\"\"\""):
                    var close = text.IndexOf("\"\"\"", i + 3, StringComparison.Ordinal);
                    if (close < 0)
                    {
                        return $"line {line}: the text that begins here with three quotes never ends";
                    }

                    line += text.AsSpan(i, close - i).Count('\n');
                    i = close + 2;
                    break;
                case '"':
                    i = EndOfQuoted(text, i);
                    if (i < 0)
                    {
                        return $"line {line}: a quote is missing";
                    }

                    break;
                case '=' or ':' or '+' or '$' or '\\' when open.TryPeek(out var list) && list.Kind == '[':
                    return $"line {line}: a list holds texts and numbers, and text with '{text[i]}' needs quotes";
                case '{' or '[':
                    open.Push((text[i], line));
                    break;
                case '}' or ']':
                    if (!open.TryPop(out var opener) || (opener.Kind == '{') != (text[i] == '}'))
                    {
                        return $"line {line}: '{text[i]}' closes nothing";
                    }

                    break;
            }
        }

        return open.TryPop(out var left) ? $"line {left.Line}: '{left.Kind}' is never closed" : null;
    }

    private static int EndOfLine(string text, int from)
    {
        var end = text.IndexOf('\n', from);
        return end < 0 ? text.Length : end;
    }

    private static int EndOfQuoted(string text, int from)
    {
        for (var i = from + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i;
            }
        }

        return -1;
    }
}
