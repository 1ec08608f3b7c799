using System.Text.Json;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>What an archive says about its image, before its layers are in the form a registry takes.</summary>
internal sealed record ArchiveContent
{
    /// <summary>More than any manifest or configuration is allowed to have in a registry (4 MiB).</summary>
    private const long LargestDocument = 16 * 1024 * 1024;

    public required ReadOnlyMemory<byte> ConfigBytes { get; init; }

    public required ImageConfig Config { get; init; }

    /// <summary>The manifest in the archive; null in the layout of <c>docker save</c>, which has none.</summary>
    public ArchiveManifest? Manifest { get; init; }

    /// <summary>The layers, lowest first.</summary>
    public required IReadOnlyList<ArchiveLayer> Layers { get; init; }

    /// <summary>Name and tag in the archive; null when it has none.</summary>
    public string? Name { get; init; }

    /// <exception cref="LambdaImageException">It is missing, too large, or not such a document.</exception>
    public static async Task<(byte[] Bytes, T Document)> ReadAsync<T>(
        ArchiveIndex archive, ArchiveEntry? entry, string name, CancellationToken cancel)
    {
        if (entry is null) throw ArchiveErrors.NotAnImage(archive.Path, $"{name} is missing from it");
        if (entry.Size > LargestDocument) throw ArchiveErrors.NotAnImage(archive.Path, $"{name} has {entry.Size} bytes");
        var bytes = new byte[entry.Size];
        await using var section = new FileSection(archive.Path, entry.Offset, entry.Size);
        await section.ReadExactlyAsync(bytes, cancel);
        try
        {
            return (bytes, OciJson.Read<T>(bytes));
        }
        catch (JsonException problem)
        {
            throw ArchiveErrors.NotAnImage(archive.Path, $"{name} is not valid: {problem.Message.TrimEnd('.')}");
        }
    }

    /// <exception cref="LambdaImageException">The bytes are not those of the digest.</exception>
    public static void Verify(ArchiveIndex archive, string name, Digest expected, ReadOnlySpan<byte> bytes)
    {
        var found = Digest.Of(bytes);
        if (found != expected) throw ArchiveErrors.DigestMismatch(archive.Path, name, expected, found.Value);
    }

    /// <summary>The digests of the plain layers, which must be as many as there are layers.</summary>
    public static IReadOnlyList<Digest> DiffIds(ArchiveIndex archive, ImageConfig config, int layers)
    {
        var texts = config.RootFs.DiffIds;
        if (texts.Count != layers)
        {
            throw ArchiveErrors.NotAnImage(archive.Path, $"its configuration lists {texts.Count} layers but it has {layers}");
        }

        return [.. texts.Select(text => Digest.TryParse(text, out var digest)
            ? digest
            : throw ArchiveErrors.NotAnImage(archive.Path, $"its configuration lists the layer '{text}', which is no sha256 digest"))];
    }
}

/// <summary>A manifest with its bytes as stored.</summary>
internal sealed record ArchiveManifest(ImageManifest Document, ReadOnlyMemory<byte> Bytes, string MediaType);

/// <summary>A layer in an archive.</summary>
/// <param name="Entry">Where its bytes are.</param>
/// <param name="DiffId">Digest of the plain tar.</param>
/// <param name="Descriptor">Descriptor in the archive's manifest; null when it has none.</param>
/// <param name="IsPlain">Whether the bytes are a tar that is not compressed.</param>
internal sealed record ArchiveLayer(ArchiveEntry Entry, Digest DiffId, Descriptor? Descriptor, bool IsPlain);
