using System.Globalization;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans to remove what the cache holds.</summary>
internal sealed class ClearCachePlanner(EngineParts parts)
{
    public Plan<CacheCleanup> Plan(ClearCacheRequest request)
    {
        if (request.OlderThan < TimeSpan.Zero) throw PlanErrors.AgeNegative();
        var unused = request.OlderThan ?? TimeSpan.Zero;
        if (!request.Force && unused < CacheStore.InUse) unused = CacheStore.InUse;
        var (cache, start) = (parts.Cache, parts.Time.GetTimestamp());
        try
        {
            var units = cache.Units();
            var old = cache.Unused(units, unused);
            if (old.Count == 0) return Plan<CacheCleanup>.Of(cache.Path, "Nothing: there is nothing to remove", Result(0, 0, units));
            return new Plan<CacheCleanup>(cache.Path, Words(old, unused), (_, stop) => Task.Run(() => Run(stop), stop));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw PlanErrors.CacheNotReadable(cache.Path, problem);
        }

        CacheCleanup Run(CancellationToken stop)
        {
            var (entries, freed) = (0, 0L);
            // Looked at again: what was used since it was shown stays.
            foreach (var unit in cache.Unused(cache.Units(), unused))
            {
                stop.ThrowIfCancellationRequested();
                if (!CacheStore.Remove(unit)) continue;
                entries++;
                freed += unit.Size;
            }

            return Result(entries, freed, cache.Units());
        }

        CacheCleanup Result(int entries, long freed, IReadOnlyList<CacheUnit> left) => new()
        {
            Path = cache.Path,
            Entries = entries,
            BytesFreed = freed,
            Kept = left.Count,
            KeptSize = left.Sum(unit => unit.Size),
            Duration = parts.Time.GetElapsedTime(start),
        };
    }

    private static string Words(IReadOnlyList<CacheUnit> old, TimeSpan unused) => string.Create(
        CultureInfo.InvariantCulture,
        $"Remove {old.Count} {(old.Count == 1 ? "entry" : "entries")} ({ByteSize.Write(old.Sum(unit => unit.Size))})")
        + (unused == TimeSpan.Zero ? "" : string.Create(CultureInfo.InvariantCulture, $" not used for {unused.TotalHours:0.##} hours"));
}
