using System.Collections.Immutable;
using Cluster.Actors.Participants;

namespace Cluster.Actors.Meetings;

/// <summary>
/// What changed between the roster that somebody last saw and the roster now. Everyone who saw the same roster gets
/// the same message, so a burst of joins costs one message a participant and batch, however many joined.
/// </summary>
internal static class RosterDiff
{
    /// <summary>The difference; null when there is none.</summary>
    public static ParticipantNotice.RosterChanged? Between(
        ImmutableDictionary<string, Member> seen, ImmutableDictionary<string, Member> now)
    {
        if (ReferenceEquals(seen, now))
        {
            return null;
        }

        var came = new List<ParticipantInfo>();
        var changed = new List<ParticipantInfo>();
        foreach (var (id, member) in now.OrderBy(entry => entry.Value.Order))
        {
            if (!seen.TryGetValue(id, out var before))
            {
                came.Add(member.Info);
            }
            else if (!ReferenceEquals(before.Info, member.Info))
            {
                changed.Add(member.Info);
            }
        }

        var left = seen.Keys.Where(id => !now.ContainsKey(id)).ToList();
        return came.Count + changed.Count + left.Count == 0 ? null : new ParticipantNotice.RosterChanged(came, changed, left);
    }
}
