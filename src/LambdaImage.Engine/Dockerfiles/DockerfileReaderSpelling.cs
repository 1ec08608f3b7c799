namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Finds the name that was probably meant.</summary>
internal static class DockerfileReaderSpelling
{
    /// <summary>The most alike candidate, or null when none is alike enough to be worth saying.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What there is.</param>
    /// <returns>One candidate, or null.</returns>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        // A third of the letters may differ: "Dokcerfile" is found, "app" does not become "api.py".
        var limit = Math.Max(1, name.Length / 3);
        return candidates
            .Select(candidate => (Name: candidate,
                Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(found => found.Distance <= limit)
            .OrderBy(found => found.Distance)
            .ThenBy(found => found.Name, StringComparer.Ordinal)
            .Select(found => found.Name)
            .FirstOrDefault();
    }

    /// <summary>Optimal string alignment: insertions, deletions, replacements and swapped neighbours.</summary>
    private static int Distance(string first, string second)
    {
        var costs = new int[first.Length + 1, second.Length + 1];
        for (var i = 0; i <= first.Length; i++) costs[i, 0] = i;
        for (var j = 0; j <= second.Length; j++) costs[0, j] = j;
        for (var i = 1; i <= first.Length; i++)
        {
            for (var j = 1; j <= second.Length; j++)
            {
                var replaced = costs[i - 1, j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
                var best = Math.Min(replaced, Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
                var swapped = i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1];
                costs[i, j] = swapped ? Math.Min(best, costs[i - 2, j - 2] + 1) : best;
            }
        }

        return costs[first.Length, second.Length];
    }
}
