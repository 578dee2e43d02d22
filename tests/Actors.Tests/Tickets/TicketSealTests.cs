using System.Buffers.Text;
using System.Text;
using Cluster.Actors.Accounts;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Tickets;
using CsCheck;

namespace Actors.Tests.Tickets;

public sealed class TicketSealTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    internal static BridgeTicket Ticket { get; } = new(
        Names.Room("standup"), 1_000, 2_000, 7, "AAECAwQFBgcICQoLDA0ODw", 5, "Ann", Role.Moderator, 1_500, 0,
        new DeviceControl(new DeviceState(true, true, false), DeviceControl.Free, MayShare: true), 0, 3, "person", "person", "resume",
        new AccountIdentity(AccountId.New(), "ann", "Ann", AccountRole.Host), new BridgeKey(3, Names.Room("standup"), 1),
        "akka.tcp://parley@127.0.0.1:4053", 100_000);

    [Fact]
    public void What_one_node_signs_another_with_the_same_key_reads()
    {
        var text = TicketSeal.Of(Key).Sign(Ticket);
        Assert.Equal(Ticket, TicketSeal.Of([.. Key]).Read(text));
        Assert.InRange(text.Length, 100, TicketSeal.CharsMax);
    }

    // Who comes back while a cluster is upgraded shows a node of one version what one of another has signed.
    [Fact]
    public void What_an_earlier_version_signed_is_read()
    {
        Assert.True(AccountId.TryCreate("00112233445566778899aabbccddeeff", out var account));
        var ticket = Ticket with { Account = new AccountIdentity(account, "ann", "Ann", AccountRole.Host) };
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "Tickets", "bridge-ticket-1.txt")).Trim();
        Assert.True(ticket == TicketSeal.Of(Key).Read(text), $"Signed today it is {TicketSeal.Of(Key).Sign(ticket)}");
    }

    [Fact]
    public void Under_another_key_it_is_none()
    {
        var other = (byte[])[.. Key];
        other[31] ^= 1;
        Assert.Null(TicketSeal.Of(other).Read(TicketSeal.Of(Key).Sign(Ticket)));
        Assert.Null(TicketSeal.Of(null).Read(TicketSeal.Of(null).Sign(Ticket)));
    }

    // Whatever is changed in it, in payload or code, it is no ticket any more.
    [Fact]
    public void A_changed_one_is_none()
    {
        var seal = TicketSeal.Of(Key);
        var text = seal.Sign(Ticket);
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char).Where((at, letter) => text[at] != letter).Sample(
            (at, letter) =>
            {
                // The last letter of base64url has bits that are of no meaning: only a real change counts.
                var changed = text[..at] + letter + text[(at + 1)..];
                return seal.Read(changed) is null || Means(changed) == Means(text);
            },
            iter: 5_000);

        static string Means(string ticket) => string.Join(".", ticket.Split('.').Skip(1).Select(part =>
            Base64Url.IsValid(part) ? Convert.ToHexString(Base64Url.DecodeFromChars(part)) : part));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v1.")]
    [InlineData("v1..")]
    [InlineData("v1.e30.e30")]
    [InlineData("v2.e30.e30")]
    [InlineData("v1.é.é")]
    public void Nonsense_is_none(string? text) => Assert.Null(TicketSeal.Of(Key).Read(text));

    [Fact]
    public void Noise_is_none_and_never_a_fault()
    {
        var seal = TicketSeal.Of(Key);
        Gen.String[0, 300].Sample(text => seal.Read(text) is null && seal.Read("v1." + text) is null, iter: 5_000);
        Assert.Null(seal.Read("v1." + new string('A', TicketSeal.CharsMax)));
    }

    [Fact]
    public void A_payload_of_another_version_of_the_program_is_none()
    {
        // Signed, but without what this version needs: as a ticket of a version that said less.
        var payload = "v1." + Base64Url.EncodeToString("""{ "room": "standup" }"""u8);
        var derived = System.Security.Cryptography.HKDF.DeriveKey(
            System.Security.Cryptography.HashAlgorithmName.SHA256, Key, 32, info: "parley bridge ticket v1"u8.ToArray());
        var code = System.Security.Cryptography.HMACSHA256.HashData(derived, Encoding.ASCII.GetBytes(payload));
        Assert.Null(TicketSeal.Of(Key).Read($"{payload}.{Base64Url.EncodeToString(code)}"));
    }

    [Fact]
    public void No_name_is_in_its_text() => Assert.DoesNotContain("Ann", Ticket.ToString(), StringComparison.Ordinal);
}
