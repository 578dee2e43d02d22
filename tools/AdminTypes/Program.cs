// Writes the types of the page's client for the admin API; its one argument is the folder. An unchanged file is not
// touched, so nothing that depends on it is built again.

using AdminTypes;
using Cluster.Web.Admin;

if (args is not [var folder])
{
    await Console.Error.WriteLineAsync("usage: AdminTypes FOLDER").ConfigureAwait(false);
    return 2;
}

foreach (var (name, text) in ClientText.Write(AdminApi.Document()))
{
    var path = Path.Combine(folder, name);
    if (!File.Exists(path) || await File.ReadAllTextAsync(path).ConfigureAwait(false) != text)
    {
        await File.WriteAllTextAsync(path, text).ConfigureAwait(false);
    }
}

return 0;
