using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cluster.Media.Srtp.Ciphers;

/// <summary>
/// The calls into OpenSSL 3's libcrypto (EVP_EncryptInit(3), SHA1_Init(3)). They are without a transition of the collector's:
/// each lasts less than a microsecond for a packet, neither blocks nor calls back, and that is a third of a call's cost.
/// </summary>
internal static unsafe partial class LibCrypto
{
    public const int SetTag = 0x11;
    public const int GetTag = 0x10;

    private const string Library = "libcrypto.so.3";

    /// <summary>Whether the library is here, has what is needed, and computes right.</summary>
    public static bool IsUsable { get; } = Try();

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_new")]
    public static partial nint NewContext();

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_aes_128_gcm")]
    public static partial nint Aes128Gcm();

    [LibraryImport(Library, EntryPoint = "EVP_aes_128_ctr")]
    public static partial nint Aes128Counter();

    /// <summary>Begins with cipher and key, as they are given, and direction.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_CipherInit_ex")]
    public static partial int Begin(nint context, nint cipher, nint engine, byte* key, byte* iv, int encrypt);

    /// <summary>The same for a packet: only the IV is new.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_CipherInit_ex"), SuppressGCTransition]
    public static partial int BeginPacket(nint context, nint cipher, nint engine, byte* key, byte* iv, int encrypt);

    [LibraryImport(Library, EntryPoint = "EVP_CipherUpdate"), SuppressGCTransition]
    public static partial int Update(nint context, byte* output, int* written, byte* input, int length);

    [LibraryImport(Library, EntryPoint = "EVP_CipherFinal_ex"), SuppressGCTransition]
    public static partial int Finish(nint context, byte* output, int* written);

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_ctrl"), SuppressGCTransition]
    public static partial int Control(nint context, int type, int argument, void* pointer);

    [LibraryImport(Library, EntryPoint = "SHA1_Init"), SuppressGCTransition]
    public static partial int Sha1Begin(Sha1State* state);

    [LibraryImport(Library, EntryPoint = "SHA1_Update"), SuppressGCTransition]
    public static partial int Sha1Update(Sha1State* state, byte* data, nuint length);

    [LibraryImport(Library, EntryPoint = "SHA1_Final"), SuppressGCTransition]
    public static partial int Sha1Finish(byte* hash, Sha1State* state);

    private static bool Try()
    {
        try
        {
            return OperatingSystem.IsLinux() && Environment.Is64BitProcess && ComputesAsTheFramework();
        }
        catch (Exception problem) when (problem is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or CryptographicException)
        {
            return false;
        }
    }

    private static bool ComputesAsTheFramework()
    {
        byte[] key = [.. Enumerable.Range(1, PacketAuthenticator.HashBytes).Select(i => (byte)i)];
        byte[] salt = [.. key.Take(14)];
        Span<byte> theirs = stackalloc byte[100];
        Span<byte> ours = stackalloc byte[100];
        theirs.Clear();
        ours.Clear();
        using (AeadCipher native = new OpenSslGcm(key.AsSpan(0, 16)), known = new FrameworkGcm(key.AsSpan(0, 16)))
        {
            native.Seal(salt.AsSpan(0, 12), theirs[16..], theirs[..16], salt);
            known.Seal(salt.AsSpan(0, 12), ours[16..], ours[..16], salt);
        }

        using (CounterCipher native = new OpenSslCounterMode(key[..16], salt), known = new FrameworkCounterMode(key[..16], salt))
        {
            native.Apply(theirs, 7, 9);
            known.Apply(ours, 7, 9);
        }

        using (PacketAuthenticator native = new OpenSslHmacSha1(key), known = new FrameworkHmacSha1(key))
        {
            native.Hash(theirs, salt, theirs[..PacketAuthenticator.HashBytes]);
            known.Hash(ours, salt, ours[..PacketAuthenticator.HashBytes]);
        }

        return theirs.SequenceEqual(ours);
    }

    /// <summary>SHA_CTX: five words of state, the count of bits, a block, and how much of it is filled.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Sha1State
    {
        private fixed uint _words[24];
    }
}
