// Writes the client's protocol.ts and protocolTypes.ts; its one argument is their folder. An unchanged file is not touched, so
// nothing that depends on it is built again.

using ProtocolTypes;

if (args is not [var folder])
{
    await Console.Error.WriteLineAsync("usage: ProtocolTypes FOLDER").ConfigureAwait(false);
    return 2;
}

foreach (var (name, text) in TypeScript.Write())
{
    var path = Path.Combine(folder, name);
    if (!File.Exists(path) || await File.ReadAllTextAsync(path).ConfigureAwait(false) != text)
    {
        await File.WriteAllTextAsync(path, text).ConfigureAwait(false);
    }
}

return 0;
