using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Cluster.Web.Accounts.Keys;

/// <summary>
/// Tells data protection that its keys are covered: the repository seals the whole row, what names the algorithm
/// included, so the element inside needs no second cover.
/// </summary>
internal sealed class SealedRow : IXmlEncryptor
{
    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("sealedRow", new XElement(plaintextElement)), typeof(NullXmlDecryptor));
}
