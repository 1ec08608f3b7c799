using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Caches;

/// <summary>The folder of all that can be made again. It is kept within a limit: what was not used for longest goes
/// first.</summary>
internal sealed class CacheStore(IEnvironment environment, TimeProvider time)
{
    /// <summary>Bytes the cache may take, for example <c>20GB</c>.</summary>
    public const string LimitVariable = "LAMBDAIMAGE_CACHE_LIMIT";

    /// <summary>Folder of what is installed on this machine: many files, which pnpm, Bun and uv link from one installation to the next.</summary>
    private const string Host = "host";

    /// <summary>Folder of built images, a folder for each build.</summary>
    private const string Builds = "builds";

    /// <summary>Some hundred builds of an ordinary project.</summary>
    private const long DefaultLimit = 10_000_000_000;

    /// <summary>Written when room was made last.</summary>
    private const string SweptFile = "swept";

    /// <summary>Written into the folder of a build that is published.</summary>
    private const string PublishedFile = "published";

    /// <summary>Another process may be at work with what is younger.</summary>
    public static readonly TimeSpan InUse = TimeSpan.FromHours(1);

    /// <summary>A machine that is busy, or sleeps for a while, may miss some.</summary>
    private static readonly TimeSpan RenewEvery = InUse / 6;

    /// <summary>A build that nobody has published in this time is not waited for any longer; older ones may have to go before, see
    /// <see cref="Waiting"/>.</summary>
    public static readonly TimeSpan BuildsKept = TimeSpan.FromDays(7);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Folders with one unit for each name in them.</summary>
    private static readonly string[] Areas = [Builds, "blobs/sha256", "compressed", "documents/sha256", "files", Host, "layers", "places"];

    /// <summary>Absolute path of the folder.</summary>
    public string Path => environment.CacheFolder;

    /// <summary>Makes a folder that only this user can look into, for an image until it is published, and removes those that nobody has published for long.</summary>
    /// <exception cref="LambdaImageException">It cannot be made.</exception>
    public string NewBuild() => CacheFile.NewFolder(System.IO.Path.Combine(Path, Builds), (time.GetUtcNow() - BuildsKept).UtcDateTime, CacheFile.OwnerOnly);

    /// <summary>All that is in it, the longest unused first. A file of several names (hard links) is counted where it is used last, because only with that
    /// name its room is free.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public IReadOnlyList<CacheUnit> Units()
    {
        FoundUnit[] found =
        [
            .. Areas.Select(area => new DirectoryInfo(System.IO.Path.Combine(Path, area))).Where(area => area.Exists)
                .SelectMany(area => area.EnumerateFileSystemInfos().Select(found => UnitOf(found, hasLinks: area.Name != Host || !OperatingSystem.IsWindows()))).OfType<FoundUnit>().OrderBy(unit => unit.UsedAt),
        ];
        // The names of a file have its stamp in common.
        var counted = new HashSet<FileStamp>();
        var units = new CacheUnit[found.Length];
        for (var i = found.Length - 1; i >= 0; i--)
        {
            var (info, files, used, hasLinks) = found[i];
            units[i] = new CacheUnit(info.FullName, info is DirectoryInfo, files.Where(file => !hasLinks || counted.Add(file)).Sum(file => file.Length), used);
        }

        return units;
    }

    /// <summary>Those of the units that were not used for some time.</summary>
    public IReadOnlyList<CacheUnit> Unused(IReadOnlyList<CacheUnit> units, TimeSpan since)
    {
        var now = time.GetUtcNow();
        return [.. units.TakeWhile(unit => now - unit.UsedAt >= since)];
    }

    /// <summary>Removes a unit.</summary>
    /// <returns>Whether it is gone: what somebody holds open may stay.</returns>
    public static bool Remove(CacheUnit unit)
    {
        if (unit.IsFolder) return CacheFile.RemoveShared(unit.Path);
        CacheFile.Remove(unit.Path);
        return !File.Exists(unit.Path);
    }

    /// <summary>Keeps what is used for long, such as an image on its way, from all who make room, also in other processes. Time is what holds it: what
    /// a killed process held is free when it was not renewed for <see cref="InUse"/>.</summary>
    /// <param name="paths">Files and folders; those that are not in the cache nobody removes.</param>
    /// <returns>Lets go of it.</returns>
    public IDisposable Hold(IEnumerable<string> paths)
    {
        FileSystemInfo[] units = [.. paths.Select(UnitAt).OfType<FileSystemInfo>().DistinctBy(unit => unit.FullName)];
        Renew();
        return time.CreateTimer(_ => Renew(), null, RenewEvery, RenewEvery);

        void Renew() => Array.ForEach(units, unit => CacheFile.Touch(unit, time.GetUtcNow()));
    }

    /// <summary>Tells whoever makes room, also in other processes, that something is read now: it stays for <see cref="InUse"/>. What is read for longer
    /// is to be held.</summary>
    /// <param name="path">File or folder; one that is not in the cache is left alone.</param>
    public void Use(string path)
    {
        if (UnitAt(path) is { } unit) CacheFile.Touch(unit, time.GetUtcNow());
    }

    /// <summary>Tells that a build is published and waits for nobody any more.</summary>
    /// <param name="path">Its image; one that is not in the cache is left alone.</param>
    public void Release(string path)
    {
        if (UnitAt(path) is DirectoryInfo { Exists: true } build) CacheFile.Write(System.IO.Path.Combine(build.FullName, PublishedFile), []);
    }

    /// <summary>Makes room if that was not done of late.</summary>
    /// <param name="inputs">What is read next, and stays as with <see cref="Use"/>.</param>
    /// <exception cref="LambdaImageException">The limit is no size.</exception>
    public void KeepWithinLimit(params string[] inputs)
    {
        Array.ForEach(inputs, Use);
        var limit = environment.Get(LimitVariable) is { } text ? ByteSize.Parse(text, LimitVariable) : DefaultLimit;
        var swept = new FileInfo(System.IO.Path.Combine(Path, SweptFile));
        var now = time.GetUtcNow();
        // One of tomorrow was written while the clock was wrong.
        if (swept.Exists && now.UtcDateTime - swept.LastWriteTimeUtc is var since && since >= TimeSpan.Zero && since < SweepEvery) return;
        try
        {
            Directory.CreateDirectory(Path);
            File.WriteAllText(swept.FullName, "");
            // What is in use now may be what is above the limit: it is looked at again as soon as any of it can go.
            if (Sweep(limit) is { } due) CacheFile.Touch(swept, due - SweepEvery);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Another process makes room at this moment, or nobody may.
        }
    }

    /// <returns>When more can go, should it still be too much; null: it is not, or nothing is in use.</returns>
    private DateTimeOffset? Sweep(long limit)
    {
        var units = Units();
        var size = units.Sum(unit => unit.Size);
        var waiting = Waiting(units, limit / 2);
        var unused = Unused(units, InUse);
        foreach (var unit in unused)
        {
            if (size <= limit) return null;
            if (!waiting.Contains(unit) && Remove(unit)) size -= unit.Size;
        }

        return size > limit && units.Skip(unused.Count).FirstOrDefault(unit => !waiting.Contains(unit)) is { } next ? next.UsedAt + InUse : null;
    }

    /// <summary>The builds that may wait for an approval before they are published, the newest first: they stay as long as they leave room for all the rest.
    /// Nobody says of a build that it will never be published, so the older ones go like everything else: when they were not used for longest. What is
    /// read of them at that moment is in use, because whoever opens a build tells so.</summary>
    /// <param name="units">All there is, the longest unused first.</param>
    /// <param name="room">Bytes they may take together; the newest may take more.</param>
    private HashSet<CacheUnit> Waiting(IReadOnlyList<CacheUnit> units, long room)
    {
        var builds = System.IO.Path.GetFullPath(Builds, Path) + System.IO.Path.DirectorySeparatorChar;
        var oldest = time.GetUtcNow() - BuildsKept;
        var waiting = new HashSet<CacheUnit>();
        foreach (var unit in units.Reverse().TakeWhile(unit => unit.UsedAt > oldest))
        {
            if (!unit.Path.StartsWith(builds, StringComparison.Ordinal) || File.Exists(System.IO.Path.Combine(unit.Path, PublishedFile))) continue;
            room -= unit.Size;
            if (room < 0 && waiting.Count > 0) break;
            waiting.Add(unit);
        }

        return waiting;
    }

    /// <summary>Whether a file or folder is in the cache, and not somebody's own.</summary>
    public bool Has(string path) => UnitAt(path) is not null;

    /// <summary>What would be removed with a file or folder. Null: it is not in the cache.</summary>
    private FileSystemInfo? UnitAt(string path)
    {
        // What users name is asked for before it is known to be a name of anything.
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal)) return null;
        var name = System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/');
        if (Areas.FirstOrDefault(area => name.StartsWith(area + '/', StringComparison.Ordinal)) is not { } area) return null;
        var unit = System.IO.Path.Combine(Path, area, name[(area.Length + 1)..].Split('/')[0]);
        return Directory.Exists(unit) ? new DirectoryInfo(unit) : new FileInfo(unit);
    }

    /// <summary>A folder is used when its own time is set, too: that of files in it may be the project's. Null: another process removed it just
    /// now.</summary>
    private static FoundUnit? UnitOf(FileSystemInfo found, bool hasLinks)
    {
        try
        {
            FileStamp[] files = [.. (found is DirectoryInfo folder ? folder.EnumerateFiles("*", Below) : [(FileInfo)found]).Select(file => StampOf(file, hasLinks))];
            var used = files.Select(file => file.ModifiedAt).Append(found.LastWriteTimeUtc.Ticks).Max();
            return new FoundUnit(found, files, new DateTimeOffset(used, TimeSpan.Zero), hasLinks);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>What a file is known by among its names. Where the system tells none from another they have at least size and time in common. Windows opens each
    /// file to tell, so it is not asked of what is installed: there each name counts.</summary>
    private static FileStamp StampOf(FileInfo file, bool hasLinks) => hasLinks && OperatingSystem.IsLinux()
        ? FileStatus.Of(file.FullName).Stamp
        : new FileStamp(file.Length, file.LastWriteTimeUtc.Ticks, hasLinks ? FileIdentity.Find(file.FullName) ?? 0 : 0);

    /// <summary>A unit before its size is known.</summary>
    private sealed record FoundUnit(FileSystemInfo Info, FileStamp[] Files, DateTimeOffset UsedAt, bool HasLinks);
}
