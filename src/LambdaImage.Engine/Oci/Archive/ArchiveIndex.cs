using System.Formats.Tar;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Where in a tar file each member's bytes are, so that they can be read in any order and in parallel.</summary>
internal sealed class ArchiveIndex
{
    private const int LongestLinkChain = 8;

    private readonly Dictionary<string, ArchiveEntry> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    private ArchiveIndex(string path) => Path = path;

    /// <summary>Path of the tar file.</summary>
    public string Path { get; }

    /// <exception cref="LambdaImageException">The file is missing or no tar archive.</exception>
    public static async Task<ArchiveIndex> ReadAsync(string path, CancellationToken cancel)
    {
        var index = new ArchiveIndex(path);
        try
        {
            await using var file = File.OpenRead(path);
            await using var reader = new TarReader(file, leaveOpen: true);
            while (await reader.GetNextEntryAsync(copyData: false, cancel) is { } entry) index.Add(entry, file);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ArchiveErrors.NotFound(path);
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or FormatException or UnauthorizedAccessException)
        {
            throw ArchiveErrors.NotReadable(path, problem);
        }

        return index;
    }

    /// <summary>The member of that name, following links; null when there is none.</summary>
    public ArchiveEntry? Find(string name)
    {
        name = Normal(name);
        for (var i = 0; i < LongestLinkChain; i++)
        {
            if (_files.TryGetValue(name, out var entry)) return entry;
            if (!_links.TryGetValue(name, out var target)) return null;
            name = target;
        }

        return null;
    }

    /// <summary>The blob of an OCI layout; null when it is not in the archive.</summary>
    public ArchiveEntry? FindBlob(Digest digest) => Find("blobs/sha256/" + digest.Hex);

    private void Add(TarEntry entry, FileStream file)
    {
        var name = Normal(entry.Name);
        switch (entry.EntryType)
        {
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                _files[name] = new ArchiveEntry(name, Offset(entry, file), entry.Length);
                break;
            // 'docker save' of old versions links layers that are equal; the target counts from the link's folder.
            case TarEntryType.SymbolicLink:
                _links[name] = Normal(name + "/../" + entry.LinkName);
                break;
            case TarEntryType.HardLink:
                _links[name] = Normal(entry.LinkName);
                break;
        }
    }

    // The entry's stream is a window onto the file: reading a byte of it moves the file's position there.
    private static long Offset(TarEntry entry, FileStream file)
    {
        if (entry.Length == 0 || entry.DataStream is not { } data) return 0;
        data.Position = 0;
        _ = data.ReadByte();
        return file.Position - 1;
    }

    private static string Normal(string name)
    {
        List<string> parts = [];
        foreach (var part in name.Split('/'))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or "..")) parts.Add(part);
        }

        return string.Join('/', parts);
    }
}

/// <summary>A member of a tar file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where its bytes start.</param>
/// <param name="Size">How many there are.</param>
internal sealed record ArchiveEntry(string Name, long Offset, long Size);
