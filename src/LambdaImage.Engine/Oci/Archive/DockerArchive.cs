using System.Text.Json.Serialization;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Reads the layout that <c>docker save</c> has written since Docker 1.10: <c>manifest.json</c> names the configuration and the layers.
/// <see href="https://github.com/moby/docker-image-spec/blob/main/spec.md#combined-image-json--filesystem-changeset-format"/></summary>
internal static class DockerArchive
{
    public const string ManifestName = "manifest.json";

    public static async Task<ArchiveContent> ReadAsync(ArchiveIndex archive, CancellationToken cancel)
    {
        var (_, items) = await ArchiveContent.ReadAsync<DockerArchiveItem[]>(archive, archive.Find(ManifestName), ManifestName, cancel);
        if (items.Any(each => each is not { Config.Length: > 0 } || each.Layers.Any(string.IsNullOrEmpty)))
            throw ArchiveErrors.NotAnImage(archive.Path, $"{ManifestName} does not say which files are its configuration and its layers");
        if (items.Length == 0) throw ArchiveErrors.NotAnImage(archive.Path, "it holds no image");
        if (items.Length > 1)
        {
            throw ArchiveErrors.SeveralImages(archive.Path, [.. items.Select(item => item.Name ?? item.Config)]);
        }

        var item = items[0];
        var (configBytes, config) = await ArchiveContent.ReadAsync<ImageConfig>(archive, archive.Find(item.Config), item.Config, cancel);
        if (NamedDigest(item.Config) is { } configDigest) ArchiveContent.Verify(archive, item.Config, configDigest, configBytes);
        var diffIds = ArchiveContent.DiffIds(archive, config, item.Layers.Count);
        List<ArchiveLayer> layers = [];
        foreach (var (name, diffId) in item.Layers.Zip(diffIds))
        {
            var entry = archive.Find(name) ?? throw ArchiveErrors.NotAnImage(archive.Path, $"the layer {name} is missing from it");
            var compression = await CompressionAsync(archive, entry, cancel);
            if (compression is not (LayerCompression.None or LayerCompression.Gzip)) throw ArchiveErrors.LayerCompression(archive.Path, name, compression);
            layers.Add(new ArchiveLayer(entry, diffId, null, IsPlain: compression == LayerCompression.None));
        }

        return new ArchiveContent
        {
            ConfigBytes = configBytes,
            Config = config,
            Layers = layers,
            Name = item.Name,
        };
    }

    // "<hex>.json" since 1.10, "blobs/sha256/<hex>" since 25.
    private static Digest? NamedDigest(string name) =>
        Digest.TryParse("sha256:" + Path.GetFileNameWithoutExtension(name), out var digest) ? digest : null;

    // What 'docker save' writes is plain, but other tools put gzip under the same names, and every reader accepts it.
    private static async Task<LayerCompression> CompressionAsync(ArchiveIndex archive, ArchiveEntry entry, CancellationToken cancel)
    {
        var start = new byte[LayerCompressions.MagicLength];
        await using var section = new FileSection(archive.Path, entry.Offset, entry.Size);
        var read = await section.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel);
        return LayerCompressions.Of(start.AsSpan(0, read));
    }
}

/// <summary>One image in <c>manifest.json</c>.</summary>
internal sealed record DockerArchiveItem
{
    [JsonPropertyName("Config"), JsonPropertyOrder(0)]
    public required string Config { get; init => field = value ?? ""; }

    [JsonPropertyName("RepoTags"), JsonPropertyOrder(1)]
    public IReadOnlyList<string>? RepoTags { get; init; }

    [JsonIgnore]
    public string? Name => RepoTags is [var first, ..] ? first : null;

    [JsonPropertyName("Layers"), JsonPropertyOrder(2)]
    public required IReadOnlyList<string> Layers { get; init => field = value ?? []; }
}
