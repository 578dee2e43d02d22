using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cluster.Web.Tls;

namespace Cluster.Host.Tls;

/// <summary>Reads a certificate with its chain and its key from PEM text, and says in words what is wrong with them.</summary>
internal static class PemPair
{
    private const string Encrypted = "ENCRYPTED";

    /// <summary>The pair; EC and RSA keys, PKCS#8 or their own forms.</summary>
    /// <exception cref="PemPairException">The texts are no pair; the message is a clause without a subject.</exception>
    public static ServedCertificate Read(string certificates, string key)
    {
        var chain = ReadChain(certificates);
        if (key.Contains(Encrypted, StringComparison.Ordinal))
        {
            throw new PemPairException("the key is encrypted: decrypt it with openssl pkey -in FILE -out FILE.plain and protect the file by its permissions");
        }

        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new PemPairException("the key's file has no PEM private key");
        }

        var leaf = chain[0];
        chain.RemoveAt(0);
        return new ServedCertificate(Join(leaf, key), chain);
    }

    private static X509Certificate2Collection ReadChain(string certificates)
    {
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(certificates);
        }
        catch (CryptographicException cause)
        {
            throw new PemPairException("the certificate's file cannot be read as PEM", cause);
        }

        return chain.Count > 0 ? chain : throw new PemPairException("the certificate's file has no PEM certificate");
    }

    private static X509Certificate2 Join(X509Certificate2 leaf, string key)
    {
        try
        {
            switch (leaf.GetKeyAlgorithm())
            {
                case "1.2.840.10045.2.1":
                    using (var ec = ECDsa.Create())
                    {
                        ec.ImportFromPem(key);
                        return leaf.CopyWithPrivateKey(ec);
                    }

                case "1.2.840.113549.1.1.1":
                    using (var rsa = RSA.Create())
                    {
                        rsa.ImportFromPem(key);
                        return leaf.CopyWithPrivateKey(rsa);
                    }

                default:
                    throw new PemPairException("the certificate's key is neither EC nor RSA");
            }
        }
        catch (Exception cause) when (cause is CryptographicException or ArgumentException)
        {
            throw new PemPairException("the key is not the certificate's", cause);
        }
    }
}

/// <summary>Two texts that are no certificate with its key; the message says why, without a full stop.</summary>
internal sealed class PemPairException(string message, Exception? cause = null) : Exception(message, cause);
