using System.Globalization;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>What pushing an image would do, found out by reading alone; and the doing of it.</summary>
internal sealed class PushPlan(RegistryClient client, IImage image, PushFacts facts, BlobPlaces? places)
{
    /// <summary>Uploads at a time, as in Docker and crane: more do not make a line faster, and some registries
    /// throttle.</summary>
    public const int ParallelUploads = 4;

    /// <summary>Repository and digest the image will have.</summary>
    public ImageReference Target { get; } = client.Endpoint.Reference.WithDigest(image.Descriptor.Digest);

    /// <summary>Every blob of the image, each once: its layers, lowest first, and its configuration.</summary>
    public IReadOnlyList<PlannedBlob> Blobs => facts.Blobs;

    /// <summary>Bytes that go out if nothing can be taken over from another repository.</summary>
    public long BytesToSend => facts.Blobs.Where(blob => !blob.IsThere).Sum(blob => blob.Descriptor.Size);

    /// <summary>Those of them that the registry may take over itself.</summary>
    public long BytesToMount =>
        facts.Blobs.Where(blob => blob is { IsThere: false, MountFrom: not null }).Sum(blob => blob.Descriptor.Size);

    /// <summary>All the tags that will point at the image.</summary>
    public IReadOnlyList<string> Tags => facts.Tags;

    /// <summary>Those that do not yet.</summary>
    public IReadOnlyList<string> TagsToWrite => facts.TagsToWrite;

    /// <summary>Those of them that point at another image now.</summary>
    public IReadOnlyList<string> TagsToMove => facts.TagsToMove;

    /// <summary>Whether the repository is known not to exist: it must be created before
    /// <see cref="RunAsync"/>.</summary>
    public bool IsRepositoryMissing => facts.IsRepositoryMissing;

    /// <summary>Whether the registry has exactly this image under these tags.</summary>
    public bool NoChange => facts.HasManifest && TagsToWrite.Count == 0;

    /// <summary>What would be done, for people.</summary>
    public string Action
    {
        get
        {
            if (NoChange) return "Nothing: the image is there already";
            if (facts.HasManifest)
            {
                var tags = string.Join(", ", TagsToWrite);
                return $"Set {Count(TagsToWrite.Count, "tag")} ({tags}); the image is there already";
            }

            var absent = Blobs.Count(blob => !blob.IsThere);
            var there = Blobs.Count - absent;
            return $"Send {Count(absent, "blob")} ({ByteSize.Write(BytesToSend)})"
                + (BytesToMount > 0 ? $", of which the registry may take over {ByteSize.Write(BytesToMount)}" : "")
                + (there > 0 ? $", {there} {(there == 1 ? "is" : "are")} there already" : "");
        }
    }

    /// <summary>Does it. Running it again after a failure sends only what is still missing.</summary>
    /// <param name="reporter">Takes progress and log lines.</param>
    /// <param name="cancel">Stops at once.</param>
    /// <param name="check">Called for each tag with what it points at just before it is moved; throws where that must not be. Null: whatever it
    /// is, it is moved.</param>
    public async Task<PushResult> RunAsync(IWorkReporter reporter, CancellationToken cancel, Action<string, Digest?>? check = null)
    {
        if (NoChange) return Result(new Dictionary<string, BlobTransfer>(StringComparer.Ordinal), 0);
        var transfers = await SendBlobsAsync(Blobs.Where(blob => !blob.IsThere), reporter, cancel);
        var writer = new ManifestWriter(client, image, reporter);
        var sent = 0L;
        if (!facts.HasManifest) sent += await StoreAsync(writer, transfers, reporter, cancel);
        // Only now: what belongs to no image a registry may throw away at any time.
        foreach (var blob in Blobs) places?.Keep(client.Endpoint, blob.Descriptor);
        foreach (var tag in TagsToWrite)
        {
            check?.Invoke(tag, await ImagePusher.DigestAtAsync(client, tag, cancel));
            sent += await writer.PutAsync(tag, cancel);
        }

        return Result(transfers, sent);
    }

    /// <summary>Stores the manifest. Should the registry miss a blob that it said it had, that blob is sent after
    /// all.</summary>
    private async Task<long> StoreAsync(
        ManifestWriter writer, Dictionary<string, BlobTransfer> transfers, IWorkReporter reporter,
        CancellationToken cancel)
    {
        try
        {
            return await writer.PutAsync(image.Descriptor.DigestText, cancel);
        }
        catch (LambdaImageException refusal) when (ManifestWriter.MissesBlob(refusal) && !image.Manifest.Layers.Any(ForeignLayers.Is))
        {
            reporter.Log(LogLevel.Verbose,
                $"{Target.Name} misses a blob it had before: checking all of them again ({refusal.Message})");
        }

        List<PlannedBlob> missing = [];
        foreach (var blob in Blobs)
        {
            if (!await client.SendAsync(new HeadBlob(blob.Descriptor.Digest), cancel))
                missing.Add(blob with { MountFrom = null });
        }

        foreach (var (digest, transfer) in await SendBlobsAsync(missing, reporter, cancel))
            transfers[digest] = transfer;
        return await writer.PutAsync(image.Descriptor.DigestText, cancel);
    }

    private async Task<Dictionary<string, BlobTransfer>> SendBlobsAsync(
        IEnumerable<PlannedBlob> blobs, IWorkReporter reporter, CancellationToken cancel)
    {
        // The largest first: it takes longest, and the small ones fill the gaps.
        var queue = blobs.OrderByDescending(blob => blob.Descriptor.Size).ToList();
        var transfers = new Dictionary<string, BlobTransfer>(StringComparer.Ordinal);
        if (queue.Count == 0) return transfers;
        var progress = new PushProgress(reporter, Target.Name, queue.Sum(blob => blob.Descriptor.Size), queue.Count);
        var uploader = new BlobUploader(client, reporter);
        progress.Start();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelUploads, CancellationToken = cancel };
        await Parallel.ForEachAsync(queue, options, async (blob, token) =>
        {
            var branch = progress.Begin(blob.Descriptor.DigestText, blob.Descriptor.Size);
            var transfer = await uploader.UploadAsync(blob, branch.At, token);
            branch.End(transfer);
            lock (transfers) transfers[blob.Descriptor.DigestText] = transfer;
        });
        progress.End();
        uploader.AdviseMounting();
        return transfers;
    }

    private PushResult Result(Dictionary<string, BlobTransfer> transfers, long manifestBytes)
    {
        var blobs = Blobs.Select(blob => new LayerUpload(
            blob.Descriptor.DigestText, blob.Descriptor.Size,
            transfers.GetValueOrDefault(blob.Descriptor.DigestText, BlobTransfer.Existing))).ToList();
        var blobBytes = blobs.Where(blob => blob.Transfer == BlobTransfer.Uploaded).Sum(blob => blob.Size);
        return new PushResult(blobs, manifestBytes + blobBytes + facts.SentForNothing, Tags);
    }

    private static string Count(int count, string noun) =>
        count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count} {noun}s");
}
