namespace Cluster.Host.Configuration;

/// <summary>Finds the key somebody most likely meant, so that a typing error costs one look and not a search.</summary>
internal static class NearestKey
{
    /// <summary>The known key with the smallest edit distance, or null when none is near enough to be meant.</summary>
    public static string? Find(string key, IEnumerable<string> known)
    {
        var keys = known.ToArray();
        if (keys.FirstOrDefault(candidate => candidate.EndsWith($".{key}", StringComparison.Ordinal)) is { } whole)
        {
            return whole;
        }

        var best = keys.Select(candidate => (candidate, distance: Distance(key, candidate))).DefaultIfEmpty((candidate: "", distance: int.MaxValue)).MinBy(pair => pair.distance);
        return best.distance <= MistakesMax(key.Length) ? best.candidate : null;
    }

    /// <summary>Any three letters can be made of any others by three mistakes: short words are near only by one.</summary>
    private static int MistakesMax(int letters) => letters switch
    {
        < 5 => 1,
        < 9 => 2,
        _ => Math.Max(3, letters / 3),
    };

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
