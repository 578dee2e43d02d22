// Writes the client's protocol.ts; its one argument is the file. An unchanged file is not touched, so nothing that
// depends on it is built again.

using ProtocolTypes;

if (args is not [var path])
{
    await Console.Error.WriteLineAsync("usage: ProtocolTypes FILE").ConfigureAwait(false);
    return 2;
}

var text = TypeScript.Write();
if (!File.Exists(path) || await File.ReadAllTextAsync(path).ConfigureAwait(false) != text)
{
    await File.WriteAllTextAsync(path, text).ConfigureAwait(false);
}

return 0;
