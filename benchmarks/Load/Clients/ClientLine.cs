using Cluster.Media;

namespace Bench.Load.Clients;

/// <summary>An m-line of a client: a source it sends, or a slot it receives in.</summary>
/// <param name="Mid">Its identification tag.</param>
/// <param name="Source">What it sends; null: it receives.</param>
/// <param name="Slot">What it receives for; null: it sends.</param>
/// <param name="Number">The source's number in the meeting.</param>
/// <param name="Rids">Its simulcast layers, lowest first; empty without simulcast.</param>
internal sealed record ClientLine(string Mid, SourceKind? Source, SlotUse? Slot, uint Number = 0, params string[] Rids)
{
    public bool IsAudio => Source is SourceKind.Microphone or SourceKind.ScreenSound || Slot is SlotUse.Speech or SlotUse.ScreenSound;

    public bool Sends => Source is not null;
}
