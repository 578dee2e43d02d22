namespace Cluster.Media.Sdp;

/// <summary>Gathers one m-line and the attributes after it.</summary>
internal sealed class SdpMediaDraft
{
    private readonly SdpCodecDraft codecs = new();
    private readonly SdpSourceDraft sources = new();
    private readonly SdpSimulcastDraft simulcast = new();
    private readonly SdpTransportDraft transport = new();
    private readonly List<SdpExtension> extensions = [];
    private readonly string mediaWord;
    private readonly string protocol;
    private readonly List<string> formats;
    private readonly bool portIsZero;
    private string mid = "";
    private SdpDirection? direction;
    private bool bundleOnly;
    private bool rtcpMux;
    private bool rtcpReducedSize;

    private SdpMediaDraft(string mediaWord, string protocol, List<string> formats, bool portIsZero)
    {
        this.mediaWord = mediaWord;
        this.protocol = protocol;
        this.formats = formats;
        this.portIsZero = portIsZero;
    }

    /// <summary>The last line was refused because a table is full.</summary>
    public bool Overfull { get; private set; }

    /// <summary>Reads <c>&lt;media&gt; &lt;port&gt;[/n] &lt;proto&gt; &lt;fmt&gt; …</c> (RFC 8866 section 5.14).</summary>
    public static bool TryBegin(ReadOnlySpan<char> line, out SdpMediaDraft draft)
    {
        draft = null!;
        ReadOnlySpan<char> media = SdpTokens.TakeWord(ref line);
        ReadOnlySpan<char> ports = SdpTokens.TakeWord(ref line);
        ReadOnlySpan<char> protocol = SdpTokens.TakeWord(ref line);
        if (!SdpTokens.IsPath(media)
            || !SdpTokens.IsPath(protocol)
            || !SdpTokens.TryNumber(SdpTokens.TakeWord(ref ports, '/'), out ushort port))
        {
            return false;
        }

        List<string> formats = [];
        while (SdpTokens.TakeWord(ref line) is { IsEmpty: false } format)
        {
            if (formats.Count == SdpLimits.EntriesPerMediaMax || !SdpTokens.IsPath(format))
            {
                return false;
            }

            formats.Add(format.ToString());
        }

        draft = new SdpMediaDraft(media.ToString(), protocol.ToString(), formats, port == 0);
        return formats.Count > 0;
    }

    /// <summary>Takes one line; false when it is malformed or one too many.</summary>
    public bool Take(char type, ReadOnlySpan<char> line)
    {
        if (type != 'a')
        {
            return true;
        }

        ReadOnlySpan<char> value = line;
        ReadOnlySpan<char> name = SdpTokens.TakeWord(ref value, ':');
        switch (name)
        {
            case "mid":
                mid = value.ToString();
                return SdpTokens.IsMid(value);
            case "bundle-only":
                bundleOnly = true;
                return true;
            case "rtcp-mux":
                rtcpMux = true;
                return true;
            case "rtcp-rsize":
                rtcpReducedSize = true;
                return true;
            case "extmap":
                return Room(extensions.Count) && TakeExtension(value);
            case "rtpmap" or "fmtp" or "rtcp-fb":
                return codecs.Take(name, value);
            case "ssrc" or "ssrc-group":
                return Room(sources.Count) && sources.Take(name, value);
            case "rid" or "simulcast":
                return Room(simulcast.Count) && simulcast.Take(name, value);
            default:
                TakeOther(name, value);
                return true;
        }
    }

    public SdpMedia ToMedia(SdpDirection sessionDirection) => new(
        mediaWord switch
        {
            "audio" => SdpMediaKind.Audio,
            "video" => SdpMediaKind.Video,
            "application" => SdpMediaKind.Application,
            _ => SdpMediaKind.Other,
        },
        mediaWord,
        protocol,
        formats,
        portIsZero && !bundleOnly,
        mid,
        direction ?? sessionDirection,
        codecs.ToCodecs(formats),
        extensions,
        sources.ToSources(),
        sources.Groups,
        simulcast.ToRids(),
        rtcpMux,
        rtcpReducedSize,
        transport.ToTransport());

    private void TakeOther(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (SdpDirections.TryParse(name, out SdpDirection given))
        {
            direction = given;
        }
        else
        {
            transport.Take(name, value);
        }
    }

    private bool Room(int count)
    {
        Overfull = count >= SdpLimits.EntriesPerMediaMax;
        return !Overfull;
    }

    // a=extmap:<id>[/<direction>] <uri> [<attributes>]
    private bool TakeExtension(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> idAndDirection = SdpTokens.TakeWord(ref value);
        ReadOnlySpan<char> uri = SdpTokens.TakeWord(ref value);
        ReadOnlySpan<char> id = SdpTokens.TakeWord(ref idAndDirection, '/');
        SdpDirection? way = null;
        if (!idAndDirection.IsEmpty)
        {
            if (!SdpDirections.TryParse(idAndDirection, out SdpDirection given))
            {
                return false;
            }

            way = given;
        }

        if (!SdpTokens.TryNumber(id, out ushort number) || number == 0 || uri.IsEmpty)
        {
            return false;
        }

        extensions.Add(new SdpExtension(number, uri.ToString(), way));
        return true;
    }
}
