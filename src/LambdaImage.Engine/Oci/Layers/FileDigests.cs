using System.Collections.Concurrent;
using System.Security.Cryptography;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Digests of files, remembered between builds as long as the files keep their stamps.</summary>
/// <remarks>
/// A file that changed in the moment before it was read could change again without getting another time. As in git,
/// the stamp of such a file is not trusted. <see href="https://git-scm.com/docs/racy-git"/>
/// </remarks>
internal sealed class FileDigests
{
    /// <summary>The coarsest time a file system in use keeps: FAT counts in steps of two seconds.</summary>
    private static readonly TimeSpan Racy = TimeSpan.FromSeconds(2);

    /// <summary>Up to this size a file is read at once.</summary>
    private const int SmallFile = 256 * 1024;

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Known> _used = new(StringComparer.Ordinal);
    private readonly long _trusted;
    private int _read;

    /// <param name="now">When the build began, before any file was looked at.</param>
    public FileDigests(DateTimeOffset now) => _trusted = (now - Racy).UtcTicks;

    /// <summary>Whether a file had to be read that was not known, or is known no longer.</summary>
    public bool HasNews => _read > 0 || _used.Count != _known.Count;

    /// <summary>Digest of the bytes. The file is read when it is not known with this stamp.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancel">Stops reading it, however large it is.</param>
    /// <exception cref="LambdaImageException">It cannot be read, or changed since it was found.</exception>
    public byte[] Of(DiskContent file, CancellationToken cancel)
    {
        var known = _used.TryGetValue(file.Path, out var used) ? used : _known.GetValueOrDefault(file.Path);
        if (known is null || known.Stamp != file.Stamp)
        {
            known = new Known(file.Stamp, Read(file, cancel));
            Interlocked.Increment(ref _read);
        }

        _used[file.Path] = known;
        return known.Sha256;
    }

    /// <summary>Reads what is not known with every core.</summary>
    public Task PrepareAsync(IEnumerable<DiskContent> files, CancellationToken cancel)
    {
        var unknown = files.Where(file => _known.GetValueOrDefault(file.Path)?.Stamp != file.Stamp).ToList();
        return Parallel.ForEachAsync(unknown, cancel, (file, stop) =>
        {
            Of(file, stop);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Takes in what an earlier build found.</summary>
    public void Remember(string path, FileStamp stamp, byte[] sha256) => _known[path] = new Known(stamp, sha256);

    /// <summary>What may be trusted by the next build.</summary>
    public IEnumerable<(string Path, FileStamp Stamp, byte[] Sha256)> Trusted() => _used
        .Where(pair => pair.Value.Stamp.ModifiedAt < _trusted)
        .Select(pair => (pair.Key, pair.Value.Stamp, pair.Value.Sha256));

    private static byte[] Read(DiskContent file, CancellationToken cancel)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[Math.Min(file.Length + 1, SmallFile)];
            using var handle = File.OpenHandle(
                file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete,
                file.Length > SmallFile ? FileOptions.SequentialScan : FileOptions.None);
            var position = 0L;
            while (RandomAccess.Read(handle, buffer, position) is > 0 and var count)
            {
                cancel.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, count);
                position += count;
            }

            return position == file.Length ? hash.GetHashAndReset() : throw ImageErrors.ContentChanged(file.Path, file.Length);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw DockerfileErrors.ContextFileUnreadable(file.Path, problem);
        }
    }

    private sealed record Known(FileStamp Stamp, byte[] Sha256);
}
