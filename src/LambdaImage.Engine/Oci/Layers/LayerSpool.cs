using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Takes wanted files out of layers into one temporary file, each layer read once: a gzip stream has no random
/// access.</summary>
/// <param name="folder">Folder of this build's own.</param>
internal sealed class LayerSpool(string folder) : IDisposable
{
    private readonly string _path = Path.Combine(folder, $"spool-{Guid.NewGuid():N}");
    private readonly List<string> _others = [];

    /// <summary>Puts a content into a file of its own, which is removed with this one.</summary>
    /// <returns>Path of the file.</returns>
    public async Task<string> ToFileAsync(EntryContent content, CancellationToken cancel)
    {
        var path = Path.Combine(folder, $"spool-{Guid.NewGuid():N}");
        _others.Add(path);
        await using var source = content.Open();
        await using var target = Append(path);
        await CopyAsync(source, target, path, cancel);
        return path;
    }

    /// <summary>Makes these contents readable.</summary>
    public async Task TakeOutAsync(IEnumerable<EntryContent?> contents, CancellationToken cancel)
    {
        var wanted = contents.OfType<LayerContent>().Where(content => !content.IsOut).Distinct()
            .ToLookup(content => content.Layer);
        if (wanted.Count == 0) return;
        await using var spool = Append(_path);
        foreach (var layer in wanted)
        {
            var byOrdinal = layer.ToLookup(content => content.Ordinal);
            await using var stored = await layer.Key.OpenAsync(cancel);
            await foreach (var item in LayerReader.ReadAsync(stored, layer.Key.Descriptor.DigestText, cancel))
            {
                if (!byOrdinal.Contains(item.Ordinal)) continue;
                var start = spool.Position;
                if (item.Data is not null) await CopyAsync(item.Data, spool, layer.Key.Descriptor.DigestText, cancel);
                foreach (var content in byOrdinal[item.Ordinal]) content.TakenOut(_path, start);
            }
        }
    }

    public void Dispose()
    {
        foreach (var path in _others.Append(_path)) CacheFile.Remove(path);
    }

    /// <summary>Without a buffer: a full disk is found where it is told, and not when the file is closed.</summary>
    private FileStream Append(string path)
    {
        CacheFile.MakeFolder(folder);
        try
        {
            return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw OutputErrors.CacheNotWritable(path, problem);
        }
    }

    private static async Task CopyAsync(Stream content, FileStream target, string name, CancellationToken cancel)
    {
        try
        {
            await content.CopyToAsync(target, cancel);
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            throw ImageErrors.LayerInvalid(name, problem);
        }
        catch (IOException problem)
        {
            throw OutputErrors.CacheNotWritable(target.Name, problem);
        }
    }
}
