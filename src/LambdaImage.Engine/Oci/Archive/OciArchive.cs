using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Reads an OCI image layout in a tar, as <c>buildx --output type=oci</c>, podman, buildah, skopeo and Docker since version 25 write it.
/// <see href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md"/></summary>
internal static class OciArchive
{
    public const string IndexName = "index.json";
    public const string LayoutName = "oci-layout";
    public const string TagAnnotation = "org.opencontainers.image.ref.name";

    /// <summary>containerd and Docker put the whole name here, because the specification's annotation holds only a tag.</summary>
    public const string NameAnnotation = "io.containerd.image.name";

    private const string AttestationAnnotation = "vnd.docker.reference.type";
    private const string DockerPlainLayer = "application/vnd.docker.image.rootfs.diff.tar";

    public static async Task<ArchiveContent> ReadAsync(ArchiveIndex archive, LambdaArchitecture architecture, CancellationToken cancel)
    {
        var (_, index) = await ArchiveContent.ReadAsync<ImageIndex>(archive, archive.Find(IndexName), IndexName, cancel);
        List<Candidate> candidates = [];
        await CollectAsync(archive, index, null, candidates, cancel);
        var chosen = Choose(archive, [.. candidates.DistinctBy(candidate => candidate.Descriptor.DigestText)], architecture);
        var (manifest, config) = (chosen.Manifest, chosen.Config);
        var diffIds = ArchiveContent.DiffIds(archive, config.Document, manifest.Document.Layers.Count);
        return new ArchiveContent
        {
            Manifest = manifest,
            ConfigBytes = config.Bytes,
            Config = config.Document,
            Layers = [.. manifest.Document.Layers.Zip(diffIds, (layer, diffId) => new ArchiveLayer(
                archive.FindBlob(layer.Digest)
                    ?? throw ArchiveErrors.NotAnImage(archive.Path, $"the layer {layer.DigestText} is missing from it"),
                diffId,
                layer,
                layer.MediaType is MediaTypes.OciLayer or DockerPlainLayer))],
            Name = chosen.Name,
        };
    }

    private static async Task CollectAsync(
        ArchiveIndex archive, ImageIndex index, string? name, List<Candidate> candidates, CancellationToken cancel)
    {
        foreach (var descriptor in index.Manifests)
        {
            // Attestations describe an image and are none; Lambda refuses images that have them.
            if (descriptor.Annotations?.ContainsKey(AttestationAnnotation) == true) continue;
            var nameHere = NameIn(descriptor) ?? name;
            // 'docker save' of one platform keeps the descriptors of the others, without their blobs.
            if (archive.FindBlob(descriptor.Digest) is not { } entry) continue;
            if (MediaTypes.IsIndex(descriptor.MediaType))
            {
                var (bytes, nested) = await ArchiveContent.ReadAsync<ImageIndex>(archive, entry, descriptor.DigestText, cancel);
                ArchiveContent.Verify(archive, entry.Name, descriptor.Digest, bytes);
                await CollectAsync(archive, nested, nameHere, candidates, cancel);
            }
            else if (MediaTypes.IsManifest(descriptor.MediaType))
            {
                candidates.Add(await ReadImageAsync(archive, descriptor, entry, nameHere, cancel));
            }
        }
    }

    private static async Task<Candidate> ReadImageAsync(
        ArchiveIndex archive, Descriptor descriptor, ArchiveEntry entry, string? name, CancellationToken cancel)
    {
        var (manifestBytes, manifest) = await ArchiveContent.ReadAsync<ImageManifest>(archive, entry, descriptor.DigestText, cancel);
        ArchiveContent.Verify(archive, entry.Name, descriptor.Digest, manifestBytes);
        var configEntry = archive.FindBlob(manifest.Config.Digest);
        var (configBytes, config) = await ArchiveContent.ReadAsync<ImageConfig>(archive, configEntry, manifest.Config.DigestText, cancel);
        ArchiveContent.Verify(archive, manifest.Config.DigestText, manifest.Config.Digest, configBytes);
        return new Candidate(
            descriptor,
            new ArchiveManifest(manifest, manifestBytes, manifest.MediaType ?? descriptor.MediaType),
            (configBytes, config),
            name);
    }

    private static Candidate Choose(ArchiveIndex archive, IReadOnlyList<Candidate> candidates, LambdaArchitecture architecture)
    {
        // The only image is taken whatever it is for: who asked for it knows better what to say about that.
        if (candidates.Count == 1) return candidates[0];
        if (candidates.Count == 0) throw ArchiveErrors.NotAnImage(archive.Path, $"{IndexName} lists no image that it holds");
        var matching = candidates.Where(candidate => candidate.Platform == $"linux/{architecture.OciName()}").ToList();
        return matching.Count switch
        {
            1 => matching[0],
            0 => throw ArchiveErrors.NoSuchPlatform(
                archive.Path, architecture, [.. candidates.Select(candidate => candidate.Platform).Distinct()]),
            _ => throw ArchiveErrors.SeveralImages(
                archive.Path, [.. matching.Select(candidate => candidate.Name ?? candidate.Descriptor.DigestText)]),
        };
    }

    private static string? NameIn(Descriptor descriptor) =>
        descriptor.Annotations is not { } annotations ? null
        : annotations.TryGetValue(NameAnnotation, out var name) ? name
        : annotations.GetValueOrDefault(TagAnnotation);

    private sealed record Candidate(
        Descriptor Descriptor, ArchiveManifest Manifest, (ReadOnlyMemory<byte> Bytes, ImageConfig Document) Config, string? Name)
    {
        public string Platform => $"{Config.Document.Os}/{Config.Document.Architecture}";
    }
}
