using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cluster.Media.Srtp.Ciphers;

/// <summary>An EVP_CIPHER_CTX with its key, kept as long as the key is in use: a packet sets no more than its IV.</summary>
internal sealed unsafe class OpenSslContext : SafeHandle
{
    /// <summary>Makes one for a cipher and a key, for encrypting until a packet says otherwise.</summary>
    public OpenSslContext(nint cipher, ReadOnlySpan<byte> key)
        : base(0, ownsHandle: true)
    {
        SetHandle(LibCrypto.NewContext());
        fixed (byte* bytes = key)
        {
            if (IsInvalid || LibCrypto.Begin(handle, cipher, 0, bytes, null, 1) != 1)
            {
                throw new CryptographicException("OpenSSL gave no cipher context.");
            }
        }
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The context itself, for calls of the one thread that also disposes of this.</summary>
    public nint Raw => !IsClosed ? handle : throw new ObjectDisposedException(nameof(OpenSslContext));

    /// <summary>A call on a kept context fails only when the library is out of order.</summary>
    public static void Check(int result)
    {
        if (result != 1)
        {
            throw new CryptographicException("OpenSSL refused to protect a packet.");
        }
    }

    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeContext(handle);
        return true;
    }
}
