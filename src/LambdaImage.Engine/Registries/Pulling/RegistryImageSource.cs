using System.Text.Json;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Registries.Pulling;

/// <summary>Opens images where they are. Its OpenAsync is the engine's <see cref="OpenImage"/>.</summary>
/// <param name="catalog">Knows the registries.</param>
/// <param name="documents">Keeps what was fetched by digest; null: nobody does.</param>
/// <param name="log">Takes log lines.</param>
internal sealed class RegistryImageSource(RegistryCatalog catalog, StoredDocuments? documents, IWorkReporter log)
{
    /// <summary>Configurations are a few kilobytes; one of this size is not a configuration.</summary>
    private const int LargestConfig = 8 * 1024 * 1024;

    /// <summary>Opens an image; only its documents are fetched.</summary>
    /// <exception cref="LambdaImageException">It does not exist, cannot be reached, or is for another
    /// processor.</exception>
    public async Task<IImage> OpenAsync(
        ImageReference reference, LambdaArchitecture architecture, CancellationToken cancel)
    {
        var client = await catalog.ForPullAsync(reference, cancel);
        var fetched = await FetchAsync(client, reference.Selector, cancel);
        if (MediaTypes.IsIndex(fetched.Descriptor.MediaType))
        {
            var chosen = PlatformChoice.Choose(Read<ImageIndex>(fetched.Bytes, reference), architecture, reference);
            log.Log(
                LogLevel.Verbose, $"{reference} is an index; {chosen.DigestText} is its image for {chosen.Platform}");
            fetched = await FetchAsync(client, DigestOf(chosen, reference).Value, cancel);
        }

        if (!MediaTypes.IsManifest(fetched.Descriptor.MediaType))
            throw RegistryErrors.ManifestInvalid(reference.ToString(), "its index names another index", null);
        return await ReadAsync(client, reference, architecture, fetched, cancel);
    }

    /// <summary>Opens one image whatever it is for, to copy it as it is.</summary>
    /// <exception cref="LambdaImageException">It does not exist or cannot be reached.</exception>
    public async Task<IImage> OpenAsIsAsync(ImageReference reference, CancellationToken cancel)
    {
        var client = await catalog.ForPullAsync(reference, cancel);
        return await ReadAsync(client, reference, null, await FetchAsync(client, reference.Selector, cancel), cancel);
    }

    /// <summary>Looks up what a reference points at now.</summary>
    /// <exception cref="LambdaImageException">Nothing, or the registry cannot be reached.</exception>
    public async Task<Descriptor> ResolveAsync(ImageReference reference, CancellationToken cancel) =>
        await FindAsync(reference, cancel)
        ?? throw RegistryErrors.ImageNotFound($"look up {reference}", reference.Name, "", inner: null);

    /// <summary>Looks up what a reference points at now; null: nothing.</summary>
    public async Task<Descriptor?> FindAsync(ImageReference reference, CancellationToken cancel)
    {
        var client = await catalog.ForPullAsync(reference, cancel);
        var head = await client.SendAsync(new HeadManifest(reference.Selector), cancel);
        if (head is null) return null;
        if (head is { Digest: { } digest, Size: { } size }
            && (MediaTypes.IsManifest(head.MediaType) || MediaTypes.IsIndex(head.MediaType)))
            return Descriptor.Of(head.MediaType, digest, size);
        // Some registries say less in answer to HEAD: then only the bytes themselves tell.
        return (await client.SendAsync(new GetManifest(reference.Selector), cancel)).Descriptor;
    }

    /// <summary>A tag is asked for each time, a digest once.</summary>
    private async Task<FetchedManifest> FetchAsync(RegistryClient client, string selector, CancellationToken cancel)
    {
        if (documents is not null && Digest.TryParse(selector, out var digest)
            && await documents.FindAsync(digest, cancel) is { } known)
            return FetchedManifest.Of(known, "");
        var fetched = await client.SendAsync(new GetManifest(selector), cancel);
        // One that does not say what it is would have to be believed the next time.
        if (documents is not null && FetchedManifest.Of(fetched.Bytes, "").Descriptor == fetched.Descriptor)
            documents.Keep(fetched.Descriptor.Digest, fetched.Bytes);
        return fetched;
    }

    private async Task<IImage> ReadAsync(
        RegistryClient client, ImageReference reference, LambdaArchitecture? architecture, FetchedManifest fetched,
        CancellationToken cancel)
    {
        var manifest = Read<ImageManifest>(fetched.Bytes, reference);
        foreach (var layer in manifest.Layers)
        {
            if (architecture is not null && ForeignLayers.Is(layer)) throw RegistryErrors.ForeignLayer(reference.ToString(), layer.MediaType);
            _ = DigestOf(layer, reference);
        }

        if (architecture is not null && manifest.Config.MediaType is not (MediaTypes.OciConfig or MediaTypes.DockerConfig))
            throw RegistryErrors.ManifestInvalid(
                reference.ToString(), $"it holds a {manifest.Config.MediaType}, not a container image", null);
        var configBytes = await FetchConfigAsync(client, manifest.Config, reference, cancel);
        var config = Read<ImageConfig>(configBytes, reference);
        if (architecture is { } wanted) Check(config, wanted, reference);
        var origin = reference with { Tag = null, Digest = null };
        return new RegistryImage(
            fetched.Bytes, fetched.Descriptor, manifest, configBytes, config,
            [.. manifest.Layers.Select(layer => new RegistryLayer(client, layer, origin, log))], origin);
    }

    private async Task<byte[]> FetchConfigAsync(
        RegistryClient client, Descriptor config, ImageReference reference, CancellationToken cancel)
    {
        var digest = DigestOf(config, reference);
        if (config.Size is < 0 or > LargestConfig)
            throw RegistryErrors.ManifestInvalid(
                reference.ToString(), $"its configuration is said to have {config.Size} bytes", null);
        if (documents is not null && await documents.FindAsync(digest, cancel) is { } known) return known;
        var opened = await client.SendAsync(new GetBlob(digest, 0), cancel);
        await using var body = new VerifyingStream(
            new ResumingStream(client, config, opened, log), config, $"the configuration of {reference}");
        using var bytes = new MemoryStream((int)config.Size);
        await body.CopyToAsync(bytes, cancel);
        documents?.Keep(digest, bytes.ToArray());
        return bytes.ToArray();
    }

    private static void Check(ImageConfig config, LambdaArchitecture architecture, ImageReference reference)
    {
        var wanted = Platform.Of(architecture);
        if (config.Os == wanted.Os && config.Architecture == wanted.Architecture) return;
        throw RegistryErrors.WrongPlatform(
            reference.ToString(), wanted.ToString(), $"{config.Os}/{config.Architecture}");
    }

    /// <exception cref="LambdaImageException">It is no such document.</exception>
    public static T Read<T>(byte[] bytes, ImageReference reference)
    {
        try
        {
            return OciJson.Read<T>(bytes);
        }
        catch (JsonException broken)
        {
            throw RegistryErrors.ManifestInvalid(
                reference.ToString(), $"one of its documents cannot be read ({broken.Message})", broken);
        }
    }

    /// <exception cref="LambdaImageException">It is no sha256 digest.</exception>
    public static Digest DigestOf(Descriptor descriptor, ImageReference reference) =>
        Digest.TryParse(descriptor.DigestText, out var digest) ? digest
            : throw RegistryErrors.ManifestInvalid(
                reference.ToString(), $"it uses the digest '{descriptor.DigestText}', and only sha256 is known", null);
}
