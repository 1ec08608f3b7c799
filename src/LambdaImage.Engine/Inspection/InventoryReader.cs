using System.Buffers;
using System.Security.Cryptography;
using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Inspection;

/// <summary>Reads the layers of images, each once, however many images have it. Files are hashed as they pass: memory grows with their number, not with their size.</summary>
/// <param name="blobs">Keeps what is downloaded.</param>
/// <param name="reporter">Takes progress and log lines.</param>
internal sealed class InventoryReader(StoredBlobs blobs, IWorkReporter reporter)
{
    /// <summary>As many as Docker's own client downloads at a time.</summary>
    private const int MostAtOnce = 3;

    private const int Buffer = 128 * 1024;
    private const int ReportEvery = 1024 * 1024;

    private readonly BuildSteps _steps = new(reporter);
    private readonly Dictionary<string, LayerInventory> _known = new(StringComparer.Ordinal);

    /// <param name="image">The image.</param>
    /// <param name="name">Its name, for the log.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="LambdaImageException">A layer cannot be read, or is not what its digest says.</exception>
    public async Task<ImageInventory> ReadAsync(IImage image, string name, CancellationToken cancel)
    {
        ILayer[] unknown = [.. image.Layers.Where(layer => !_known.ContainsKey(layer.Descriptor.DigestText)).DistinctBy(layer => layer.Descriptor.DigestText)];
        reporter.Log(
            LogLevel.Verbose,
            $"Reading {unknown.Length} of the {image.Layers.Count} layers of {name} ({unknown.Sum(layer => layer.Descriptor.Size):N0} bytes compressed); what is not on this machine is downloaded, the base included.");
        var read = new LayerInventory[unknown.Length];
        var options = new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = MostAtOnce };
        await Parallel.ForAsync(0, read.Length, options, async (number, stop) => read[number] = await ReadAsync(unknown[number], name, stop));
        foreach (var layer in read) _known[layer.Layer.Descriptor.DigestText] = layer;
        return ImageInventory.Of(image, [.. image.Layers.Select(layer => _known[layer.Descriptor.DigestText])]);
    }

    private async Task<LayerInventory> ReadAsync(ILayer layer, string name, CancellationToken cancel)
    {
        var descriptor = layer.Descriptor;
        var step = _steps.Start($"Read layer {descriptor.DigestText} of {name}", descriptor.Size);
        var here = await blobs.GetAsync(layer, done => _steps.Advance(step, done), cancel);
        var (done, shown) = (0L, 0L);
        await using var opened = await here.OpenAsync(cancel);
        await using var stored = new CountingStream(opened, descriptor.Size, Advance);
        var inventory = await ListAsync(here, stored, cancel);
        _steps.Complete(step);
        return inventory;

        void Advance(int bytes)
        {
            done += bytes;
            if (done - shown < ReportEvery) return;
            shown = done;
            _steps.Advance(step, done);
        }
    }

    private static async Task<LayerInventory> ListAsync(ILayer layer, Stream stored, CancellationToken cancel)
    {
        var name = layer.Descriptor.DigestText;
        var (size, entries) = (0L, new List<ListedEntry>());
        await using var plain = new CountingStream(await LayerReader.DecompressAsync(stored, cancel), 0, bytes => size += bytes);
        await foreach (var item in LayerReader.ReadTarAsync(plain, name, cancel))
        {
            var isFile = item.Entry.Kind == EntryKind.File;
            entries.Add(new ListedEntry(item.Entry, item.Ordinal, isFile ? item.Length : 0, isFile ? await HashAsync(item.Data, name, cancel) : null));
        }

        await LayerReader.DrainAsync(stored, name, cancel);
        return new LayerInventory(layer, size, entries);
    }

    private static async Task<Digest> HashAsync(Stream? data, string layer, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            while (data is not null && await data.ReadAsync(buffer, cancel) is > 0 and var count) hash.AppendData(buffer, 0, count);
            return Digest.FromHash(hash.GetCurrentHash());
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            throw ImageErrors.LayerInvalid(layer, problem);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
