using System.Data.Common;
using System.Xml.Linq;
using Cluster.Actors.Security;
using Cluster.Actors.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;

namespace Cluster.Web.Accounts.Keys;

/// <summary>
/// Keeps the keys that protect cookies in the database, which all nodes share, sealed with the key that the database
/// does not hold: who reads the database cannot forge a cookie, and who writes it cannot plant a key.
/// </summary>
internal sealed class SecretXmlRepository(EdgeGate gate, ILogger<SecretXmlRepository> log) : IXmlRepository
{
    /// <summary>The kind of secret these are.</summary>
    public const string Kind = "data-protection";

    private volatile bool _unreachable;

    /// <summary>Whether the database did not give the keys when they were last asked for.</summary>
    public bool Unreachable => _unreachable;

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var (table, box) = Store();
        List<XElement> elements = [];
        foreach (var secret in List(table))
        {
            if (box.Unprotect(secret.Value, Purpose(secret.Id)) is { } xml)
            {
                elements.Add(XElement.Parse(xml));
            }
            else
            {
                KeysLog.Unreadable(log, secret.Id);
            }
        }

        return elements;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        var (table, box) = Store();
        table.PutAsync(Kind, friendlyName, box.Protect(element.ToString(SaveOptions.DisableFormatting), Purpose(friendlyName))).GetAwaiter().GetResult();
    }

    private IReadOnlyList<StoredSecret> List(SecretTable table)
    {
        try
        {
            // The framework asks synchronously; it does so once a day.
            var stored = table.ListAsync(Kind).GetAwaiter().GetResult();
            _unreachable = false;
            return stored;
        }
        catch (DbException)
        {
            _unreachable = true;
            throw;
        }
    }

    /// <summary>A row is good in its own place only.</summary>
    private static string Purpose(string id) => $"{Kind}/{id}";

    private (SecretTable Table, SecretBox Box) Store() =>
        gate.Find<SecretTable>() is { } table && gate.Find<SecretBox>() is { } box
            ? (table, box)
            : throw new InvalidOperationException("The keys cannot be read before the control plane is up.");
}
