using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using LambdaImage.Engine.Oci;

namespace LambdaImage.TestKit;

/// <summary>What one repository of an <see cref="InMemoryRegistry"/> holds.</summary>
internal sealed class InMemoryRepository
{
    private readonly ConcurrentDictionary<Digest, InMemoryBlob> _blobs = new();
    private readonly ConcurrentDictionary<Digest, InMemoryManifest> _manifests = new();

    public ConcurrentDictionary<string, Digest> Tags { get; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Digest> Manifests => [.. _manifests.Keys];

    public IReadOnlyCollection<Digest> Blobs => [.. _blobs.Keys];

    public void Add(InMemoryBlob blob) => _blobs[blob.Digest] = blob;

    public void Remove(Digest blob) => _blobs.TryRemove(blob, out _);

    /// <summary>Loses a manifest, as registries that clean up do.</summary>
    public void Forget(Digest manifest) => _manifests.TryRemove(manifest, out _);

    public InMemoryManifest Add(byte[] manifest, string mediaType) =>
        _manifests[Digest.Of(manifest)] = new InMemoryManifest(manifest, mediaType);

    /// <summary>Stores an image with all its blobs.</summary>
    public InMemoryManifest Add(TestImage image, string? tag = null)
    {
        foreach (var layer in image.TestLayers) Add(layer.Blob);
        Add(new InMemoryBlob(image.ConfigBytes.ToArray()));
        if (tag is not null) Tags[tag] = image.Descriptor.Digest;
        return Add(image.ManifestBytes.ToArray(), image.Descriptor.MediaType);
    }

    public InMemoryBlob? Find(Digest digest) => _blobs.GetValueOrDefault(digest);

    public InMemoryManifest? Resolve(string selector) =>
        (Digest.TryParse(selector, out var digest) || Tags.TryGetValue(selector, out digest))
            && _manifests.TryGetValue(digest, out var manifest) ? manifest : null;
}

/// <summary>A stored manifest; the settable members are lies it can be made to tell.</summary>
internal sealed class InMemoryManifest(byte[] bytes, string mediaType)
{
    public byte[] Bytes { get; set; } = bytes;

    public string MediaType => mediaType;

    public string? StatedType { get; set; }

    public Digest? StatedDigest { get; set; }
}

/// <summary>A stored blob: bytes, or so many bytes of a pattern where keeping them would cost memory.</summary>
internal sealed class InMemoryBlob
{
    private readonly Func<Stream> _open;

    public InMemoryBlob(byte[] bytes)
        : this(Digest.Of(bytes), bytes.Length, () => new MemoryStream(bytes, writable: false))
    {
    }

    public InMemoryBlob(Digest digest, long size, Func<Stream> open)
    {
        Digest = digest;
        Size = size;
        _open = open;
    }

    public Digest Digest { get; }

    public long Size { get; }

    public Stream Open(long from)
    {
        var stream = _open();
        if (stream.CanSeek) stream.Position = from;
        else if (from > 0) throw new NotSupportedException("A pattern is read from its beginning.");
        return stream;
    }
}

/// <summary>An upload that has not ended. Bytes are kept up to a limit; beyond it only their digest is.</summary>
internal sealed class InMemoryUpload
{
    private const int MostKept = 1024 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ArrayBufferWriter<byte>? _kept = new();

    public long Size { get; private set; }

    /// <summary>Changes with every part, so that an old address of the session is noticed.</summary>
    public int State { get; set; }

    public bool HasShortPart { get; set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        Size += bytes.Length;
        if (Size > MostKept) _kept = null;
        _kept?.Write(bytes);
    }

    public InMemoryBlob ToBlob()
    {
        var bytes = _kept?.WrittenSpan.ToArray();
        return new InMemoryBlob(
            Digest.FromHash(_hash.GetHashAndReset()), Size,
            () => bytes is null
                ? throw new NotSupportedException("The bytes of this upload were not kept.")
                : new MemoryStream(bytes, writable: false));
    }
}
