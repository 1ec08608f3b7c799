using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Takes wanted files out of layers into one temporary file, each layer read once: a gzip stream has no random
/// access.</summary>
/// <param name="folder">Folder of this build's own.</param>
internal sealed class LayerSpool(string folder) : IDisposable
{
    private readonly string _path = Path.Combine(folder, $"spool-{Guid.NewGuid():N}");
    private readonly List<string> _others = [];

    /// <summary>Path for another temporary file, removed with this one.</summary>
    public string NewFile()
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"spool-{Guid.NewGuid():N}");
        _others.Add(path);
        return path;
    }

    /// <summary>Makes these contents readable.</summary>
    public async Task TakeOutAsync(IEnumerable<EntryContent?> contents, CancellationToken cancel)
    {
        var wanted = contents.OfType<LayerContent>().Where(content => !content.IsOut).Distinct()
            .ToLookup(content => content.Layer);
        if (wanted.Count == 0) return;
        Directory.CreateDirectory(folder);
        await using var spool = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
        foreach (var layer in wanted)
        {
            var byOrdinal = layer.ToLookup(content => content.Ordinal);
            await using var stored = await layer.Key.OpenAsync(cancel);
            await foreach (var item in LayerReader.ReadAsync(stored, layer.Key.Descriptor.DigestText, cancel))
            {
                if (!byOrdinal.Contains(item.Ordinal)) continue;
                var start = spool.Position;
                if (item.Data is not null) await CopyAsync(item.Data, spool, layer.Key, cancel);
                foreach (var content in byOrdinal[item.Ordinal]) content.TakenOut(_path, start);
            }
        }
    }

    public void Dispose()
    {
        foreach (var path in _others.Append(_path)) Remove(path);
    }

    private static async Task CopyAsync(Stream content, Stream spool, FileLayer layer, CancellationToken cancel)
    {
        try
        {
            await content.CopyToAsync(spool, cancel);
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            throw ImageErrors.LayerInvalid(layer.Descriptor.DigestText, problem);
        }
        catch (IOException problem)
        {
            throw ImageErrors.OutputFailed("the spool of the build", problem);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It lies in the build's own folder, which is removed as a whole.
        }
    }
}
