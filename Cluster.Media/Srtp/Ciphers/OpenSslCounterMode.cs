namespace Cluster.Media.Srtp.Ciphers;

/// <summary>Counter mode by OpenSSL: two calls for a packet.</summary>
internal sealed unsafe class OpenSslCounterMode(byte[] key, byte[] salt) : CounterCipher(salt)
{
    // In counter mode both directions are the same step.
    private readonly OpenSslContext _context = new(LibCrypto.Aes128Counter(), key);

    public override void Dispose() => _context.Dispose();

    protected override void Apply(Span<byte> data, ReadOnlySpan<byte> block)
    {
        var context = _context.Raw;
        int written;
        fixed (byte* iv = block, text = data)
        {
            OpenSslContext.Check(LibCrypto.BeginPacket(context, 0, 0, null, iv, -1)
                & (data.IsEmpty ? 1 : LibCrypto.Update(context, text, &written, text, data.Length)));
        }
    }
}
