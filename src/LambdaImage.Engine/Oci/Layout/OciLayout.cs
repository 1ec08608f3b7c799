using System.Text.Json;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Oci.Layout;

/// <summary>Reads and writes OCI image layout folders.
/// <see href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md"/></summary>
internal static class OciLayout
{
    /// <summary>Names, by digest, the repositories that hold layers too; those that a sparse layout leaves out among
    /// them.</summary>
    public const string SourcesFile = "lambdaimage-sources.json";

    /// <summary>End of the name of an empty file beside a blob that is the user's own, and not the cache's.</summary>
    private const string OwnMark = ".own";

    /// <summary>End of the name of a layout that was set aside for another.</summary>
    private const string AsideSuffix = ".old";

    private const string VersionFile = "oci-layout";
    private const string IndexFile = "index.json";
    private const string TagAnnotation = "org.opencontainers.image.ref.name";
    private const string NameAnnotation = "io.containerd.image.name";
    private const string ReferenceType = "vnd.docker.reference.type";

    /// <summary>What is larger is a layer.</summary>
    private const long LargestDocument = 16 * 1024 * 1024;

    /// <summary>Whether a folder is a layout.</summary>
    public static bool Is(string folder) =>
        File.Exists(Path.Combine(folder, VersionFile)) && File.Exists(Path.Combine(folder, IndexFile));

    /// <summary>Whether a layout has an image of that tag.</summary>
    /// <exception cref="LambdaImageException">It cannot be read.</exception>
    public static bool Has(string folder, string tag) => IndexIn(folder).Manifests.Any(image => TagIn(image) == tag);

    /// <summary>How many images it names.</summary>
    /// <exception cref="LambdaImageException">It cannot be read.</exception>
    public static int Count(string folder) => IndexIn(folder).Manifests.Count;

    /// <summary>Writes an image. The folder appears whole or not at all; an existing layout is replaced.</summary>
    /// <param name="image">The image.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="name">Name and tag of the image within it.</param>
    /// <param name="content">Which layers go in.</param>
    /// <param name="reporter">Takes log lines and progress.</param>
    /// <param name="cancel">Stops; what was half written is removed.</param>
    /// <exception cref="LambdaImageException">The folder holds something else, or cannot be written.</exception>
    public static async Task WriteAsync(
        IImage image, string folder, string name, LayoutContent content, IWorkReporter reporter,
        CancellationToken cancel)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(folder) ||
            (Directory.Exists(folder) && !Is(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw ImageErrors.OutputInTheWay(folder);

        BringBack(folder);
        var draft = Draft.NameFor(folder, ".tmp");
        try
        {
            await WriteDraftAsync(image, folder, draft, name, content, reporter, cancel);
            MoveIntoPlace(draft, folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw OutputErrors.NotWritable(folder, problem);
        }
        finally
        {
            CacheFile.RemoveFolder(draft);
        }
    }

    /// <summary>Opens the image of a layout.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="architecture">Which image of an index is wanted; null: there must be one only.</param>
    /// <param name="openBlob">Opens layers that stayed in a registry; null: there must be none.</param>
    /// <param name="isCached">Whether the folder is in the cache.</param>
    /// <param name="cancel">Stops opening.</param>
    /// <param name="selector">Tag of the wanted image, or its digest; null: there must be one only.</param>
    /// <returns>The image. Its layers are verified as they are read.</returns>
    /// <exception cref="LambdaImageException">There is no image, or more than one.</exception>
    public static async Task<IImage> OpenAsync(
        string folder, LambdaArchitecture? architecture, OpenBlob? openBlob, bool isCached, CancellationToken cancel, string? selector = null)
    {
        var index = IndexIn(folder, isCached);
        try
        {
            if (selector is not null) index = await SelectAsync(folder, index, selector, cancel);
            var chosen = await ChooseAsync(folder, index, architecture, cancel);
            var manifestBytes = await ReadBlobAsync(folder, chosen, cancel);
            var manifest = OciJson.Read<ImageManifest>(manifestBytes);
            var config = await ReadBlobAsync(folder, manifest.Config, cancel);
            var sources = await ReadSourcesAsync(folder, cancel);
            ILayer[] layers = [.. manifest.Layers.Select(layer => LayerOf(folder, layer, sources, openBlob, isCached))];
            return new StoredImage(manifest.MediaType ?? chosen.MediaType, manifestBytes, config, layers) { Name = NameIn(chosen) };
        }
        catch (Exception problem) when (IsUnreadable(problem))
        {
            throw ImageErrors.LayoutInvalid(folder, $"a document in it cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>Whether it is no proper document, or one that may not be read, or is there no longer.</summary>
    private static bool IsUnreadable(Exception problem) =>
        problem is JsonException or FormatException or InvalidOperationException or IOException or UnauthorizedAccessException;

    private static ImageIndex IndexIn(string folder, bool isCached = false)
    {
        if (!Is(folder)) throw isCached ? ImageErrors.BuildGone(folder) : ImageErrors.LayoutNotFound(folder);
        try
        {
            return OciJson.Read<ImageIndex>(File.ReadAllBytes(Path.Combine(folder, IndexFile)));
        }
        catch (Exception problem) when (IsUnreadable(problem))
        {
            throw ImageErrors.LayoutInvalid(folder, $"a document in it cannot be read: {problem.Message}", problem);
        }
    }

    private static string? TagIn(Descriptor image) => image.Annotations?.GetValueOrDefault(TagAnnotation);

    private static string? NameIn(Descriptor image) =>
        image.Annotations?.GetValueOrDefault(NameAnnotation) ?? TagIn(image);

    private static async Task WriteDraftAsync(
        IImage image, string folder, string draft, string name, LayoutContent content, IWorkReporter reporter,
        CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.Combine(draft, "blobs", "sha256"));
        var sources = new SortedDictionary<string, string>(StringComparer.Ordinal);
        ILayer[] layers = [.. image.Layers.DistinctBy(layer => layer.Descriptor.DigestText)];
        // A sparse one is for the next step on this machine, and made in a moment.
        var progress = content == LayoutContent.Sparse ? null
            : new WriteProgress(reporter, "Write layout", folder, layers.Sum(layer => layer.Descriptor.Size));
        foreach (var layer in layers)
        {
            // Told for layers that are here, too: a registry can then take them over instead of being sent them.
            if (layer.Origin is { } origin) sources[layer.Descriptor.DigestText] = origin.Name;
            if (content == LayoutContent.Sparse && layer.Origin is not null)
            {
                reporter.Log(LogLevel.Verbose, $"Layer {layer.Descriptor.DigestText} stays in {layer.Origin.Name}.");
                continue;
            }

            var path = BlobPath(draft, layer.Descriptor.Digest);
            if (content == LayoutContent.Sparse && layer is FileLayer cached)
            {
                if (!cached.IsCached) await File.WriteAllBytesAsync(path + OwnMark, [], cancel);
                // It is checked when it is read.
                if (CacheFile.TryLink(cached.Path, path)) continue;
            }

            await using var bytes = await layer.OpenAsync(cancel);
            await using var verified = new VerifyingStream(
                bytes, layer.Descriptor, $"layer {layer.Descriptor.DigestText}");
            await using var counted = new CountingStream(verified, layer.Descriptor.Size, count => progress?.Add(count));
            await using var file = File.Create(path);
            await counted.CopyToAsync(file, cancel);
        }

        await File.WriteAllBytesAsync(
            BlobPath(draft, image.Manifest.Config.Digest), image.ConfigBytes.ToArray(), cancel);
        await File.WriteAllBytesAsync(BlobPath(draft, image.Descriptor.Digest), image.ManifestBytes.ToArray(), cancel);
        if (sources.Count > 0)
            await File.WriteAllBytesAsync(Path.Combine(draft, SourcesFile), OciJson.Write(sources), cancel);
        await File.WriteAllBytesAsync(
            Path.Combine(draft, VersionFile), """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray(), cancel);
        await File.WriteAllBytesAsync(Path.Combine(draft, IndexFile), OciJson.Write(IndexOf(image, name)), cancel);
        progress?.Complete();
    }

    private static ImageIndex IndexOf(IImage image, string name)
    {
        var reference = ImageReference.Parse(name);
        var tag = reference.Tag ?? ImageReference.DefaultTag;
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [NameAnnotation] = reference.WithTag(tag).ToString(),
            [TagAnnotation] = tag,
        };
        var platform = new Platform
        {
            Os = image.Config.Os,
            Architecture = image.Config.Architecture,
            Variant = image.Config.Variant,
        };
        return new ImageIndex
        {
            MediaType = MediaTypes.OciIndex,
            Manifests = [image.Descriptor with { Platform = platform, Annotations = annotations }],
        };
    }

    /// <summary>A process may have been killed just after it set an existing layout aside, which is then all there is of it. It is what stays should writing
    /// the new one fail.</summary>
    private static void BringBack(string folder)
    {
        if (Directory.Exists(folder) || Draft.Of(folder, AsideSuffix).OfType<DirectoryInfo>().MaxBy(old => old.LastWriteTimeUtc) is not { } aside) return;
        try
        {
            aside.MoveTo(folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw OutputErrors.NotWritable(folder, problem);
        }
    }

    /// <summary>An existing layout is set aside first and brought back should the move fail.</summary>
    private static void MoveIntoPlace(string draft, string folder)
    {
        if (!Directory.Exists(folder))
        {
            Directory.Move(draft, folder);
            return;
        }

        var aside = Draft.NameFor(folder, AsideSuffix);
        Directory.Move(folder, aside);
        try
        {
            Directory.Move(draft, folder);
        }
        catch
        {
            Directory.Move(aside, folder);
            throw;
        }

        CacheFile.RemoveFolder(aside);
    }

    /// <summary>Leaves what is called so. A digest may also be that of a manifest that only another index names.</summary>
    private static async Task<ImageIndex> SelectAsync(string folder, ImageIndex index, string selector, CancellationToken cancel)
    {
        var named = index.Manifests.Where(one => one.DigestText == selector || TagIn(one) == selector).ToArray();
        if (named.Length > 0) return index with { Manifests = named };
        // As for buildx an only image needs no name.
        if (selector == ImageReference.DefaultTag && index.Manifests is [_]) return index;
        if (!Digest.TryParse(selector, out var digest) || new FileInfo(BlobPath(folder, digest)) is not { Exists: true, Length: <= LargestDocument } blob)
            throw ImageErrors.LayoutLacks(folder, selector, index.Manifests.Select(one => TagIn(one) is { } tag ? ":" + tag : "@" + one.DigestText));
        using var document = JsonDocument.Parse(await ReadBlobAsync(folder, Descriptor.Of(MediaTypes.OciManifest, digest, blob.Length), cancel));
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw ImageErrors.LayoutInvalid(folder, $"{selector} is no manifest");
        // Only Docker's must say what they are.
        var type = document.RootElement.TryGetProperty("mediaType", out var said) && said.ValueKind == JsonValueKind.String ? said.GetString()!
            : document.RootElement.TryGetProperty("manifests", out _) ? MediaTypes.OciIndex : MediaTypes.OciManifest;
        return index with { Manifests = [Descriptor.Of(type, digest, blob.Length)] };
    }

    /// <summary>Goes down to the one manifest that is meant; what builders attach beside images is passed
    /// over.</summary>
    private static async Task<Descriptor> ChooseAsync(
        string folder, ImageIndex index, LambdaArchitecture? architecture, CancellationToken cancel)
    {
        var candidates = index.Manifests
            .Where(one => one.Annotations?.ContainsKey(ReferenceType) != true)
            .DistinctBy(one => one.DigestText)
            .ToArray();
        if (candidates.Length > 1 && architecture is { } wanted)
            candidates = [.. candidates.Where(
                one => one.Platform is { Os: "linux" } platform && platform.Architecture == wanted.OciName())];
        if (candidates.Length == 0) throw ImageErrors.LayoutInvalid(folder, "it names no image for that processor");
        if (candidates.Length > 1)
        {
            throw ImageErrors.LayoutAmbiguous(folder, candidates.Select(one =>
                one.Annotations?.GetValueOrDefault(TagAnnotation) ?? one.Platform?.ToString() ?? one.DigestText));
        }

        if (!MediaTypes.IsIndex(candidates[0].MediaType)) return candidates[0];
        var inner = OciJson.Read<ImageIndex>(await ReadBlobAsync(folder, candidates[0], cancel));
        return await ChooseAsync(folder, inner, architecture, cancel);
    }

    private static ILayer LayerOf(
        string folder, Descriptor layer, Dictionary<string, string> sources, OpenBlob? openBlob, bool isCached)
    {
        var origin = ImageReference.TryParse(sources.GetValueOrDefault(layer.DigestText));
        var path = BlobPath(folder, layer.Digest);
        return File.Exists(path)
            ? new FileLayer(path, layer, origin) { IsCached = isCached && !File.Exists(path + OwnMark) }
            : new ForeignLayer(folder, layer, origin, openBlob);
    }

    private static async Task<byte[]> ReadBlobAsync(string folder, Descriptor blob, CancellationToken cancel)
    {
        var path = BlobPath(folder, blob.Digest);
        if (!File.Exists(path)) throw ImageErrors.BlobMissing(folder, blob.Digest);
        var bytes = await File.ReadAllBytesAsync(path, cancel);
        var actual = Digest.Of(bytes);
        return actual == blob.Digest ? bytes : throw ImageErrors.DigestMismatch(path, blob.Digest, actual);
    }

    private static async Task<Dictionary<string, string>> ReadSourcesAsync(string folder, CancellationToken cancel)
    {
        var path = Path.Combine(folder, SourcesFile);
        return File.Exists(path)
            ? OciJson.Read<Dictionary<string, string>>(await File.ReadAllBytesAsync(path, cancel))
            : [];
    }

    private static string BlobPath(string folder, Digest digest) => Path.Combine(folder, "blobs", "sha256", digest.Hex);
}
