namespace Cluster.Media.Srtp.Ciphers;

/// <summary>AES-128-GCM by OpenSSL: five calls for a packet, and no exception for a wrong tag.</summary>
internal sealed unsafe class OpenSslGcm : AeadCipher
{
    private const int Encrypts = 1;
    private const int Decrypts = 0;

    private readonly OpenSslContext _context;

    public OpenSslGcm(ReadOnlySpan<byte> key) => _context = new OpenSslContext(LibCrypto.Aes128Gcm(), key);

    public override void Seal(ReadOnlySpan<byte> nonce, Span<byte> data, Span<byte> tag, ReadOnlySpan<byte> associated)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(nonce.Length, NonceBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(tag.Length, TagBytes);
        var context = _context.Raw;
        int written;
        fixed (byte* iv = nonce, text = data, end = tag, header = associated)
        {
            var result = LibCrypto.BeginPacket(context, 0, 0, null, iv, Encrypts)
                & LibCrypto.Update(context, null, &written, header, associated.Length)
                & (data.IsEmpty ? 1 : LibCrypto.Update(context, text, &written, text, data.Length))
                & LibCrypto.Finish(context, end, &written)
                & LibCrypto.Control(context, LibCrypto.GetTag, TagBytes, end);
            OpenSslContext.Check(result);
        }
    }

    public override bool TryOpen(ReadOnlySpan<byte> nonce, Span<byte> data, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> associated)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(nonce.Length, NonceBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(tag.Length, TagBytes);
        var context = _context.Raw;
        int written;
        byte none;
        fixed (byte* iv = nonce, text = data, end = tag, header = associated)
        {
            var result = LibCrypto.BeginPacket(context, 0, 0, null, iv, Decrypts)
                & LibCrypto.Update(context, null, &written, header, associated.Length)
                & (data.IsEmpty ? 1 : LibCrypto.Update(context, text, &written, text, data.Length))
                & LibCrypto.Control(context, LibCrypto.SetTag, TagBytes, end);
            OpenSslContext.Check(result);
            return LibCrypto.Finish(context, &none, &written) == 1;
        }
    }

    public override void Dispose() => _context.Dispose();
}
