namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Takes wanted files out of layers into one temporary file, each layer read once: a gzip stream has no random access.</summary>
/// <param name="folder">Folder of this build's own.</param>
internal sealed class LayerSpool(string folder) : IDisposable
{
    private readonly string _path = Path.Combine(folder, $"spool-{Guid.NewGuid():N}");

    /// <summary>Makes these contents readable.</summary>
    public async Task TakeOutAsync(IEnumerable<EntryContent?> contents, CancellationToken cancel)
    {
        var wanted = contents.OfType<LayerContent>().Where(content => !content.IsOut).Distinct().ToLookup(content => content.Layer);
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
                if (item.Data is not null) await item.Data.CopyToAsync(spool, cancel);
                foreach (var content in byOrdinal[item.Ordinal]) content.TakenOut(_path, start);
            }
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It lies in the build's own folder, which is removed as a whole.
        }
    }
}
