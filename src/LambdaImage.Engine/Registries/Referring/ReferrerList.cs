using System.Text.Json;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Registries.Referring;

/// <summary>The list of what refers to an image: kept by the registry itself, or, where it knows nothing of that, under a tag made of the image's digest.
/// <see href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema"/></summary>
internal sealed class ReferrerList(RegistryClient client, Digest subject)
{
    /// <summary>Pages that are asked for; a list that goes on has no end.</summary>
    private const int MostPages = 100;

    /// <summary>The tag that the list has where the registry keeps none.</summary>
    public string Tag { get; } = "sha256-" + subject.Hex;

    /// <summary>Everything that refers to the image.</summary>
    public async Task<IReadOnlyList<Descriptor>> ReadAsync(CancellationToken cancel) =>
        await AskAsync(cancel) ?? (await TaggedAsync(cancel))?.Manifests ?? [];

    /// <summary>Whether a manifest that is in the repository is in the list.</summary>
    public async Task<bool> HasAsync(Descriptor referrer, CancellationToken cancel) =>
        client.Endpoint.Traits.ListsReferrers || await AskAsync(cancel) is not null || Has(await TaggedAsync(cancel), referrer);

    /// <summary>Adds a manifest that is in the repository, unless the registry does so itself. Two who add at the same moment may lose one of both: without the
    /// registry's help there is nothing to lock.</summary>
    /// <param name="referrer">The manifest, with what it is.</param>
    /// <param name="cancel">Stops at once.</param>
    public async Task AddAsync(Descriptor referrer, CancellationToken cancel)
    {
        if (client.Endpoint.Traits.ListsReferrers || await AskAsync(cancel) is not null) return;
        var present = await TaggedAsync(cancel);
        if (Has(present, referrer)) return;
        var bytes = OciJson.Write((present ?? new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = [] }) with { Manifests = [.. present?.Manifests ?? [], referrer] });
        await client.SendAsync(new PutManifest(Tag, Descriptor.Of(MediaTypes.OciIndex, Digest.Of(bytes), bytes.Length), bytes), cancel);
    }

    private static bool Has(ImageIndex? list, Descriptor referrer) => list?.Manifests.Any(each => each.DigestText == referrer.DigestText) == true;

    /// <summary>The registry's own list; null: it keeps none.</summary>
    private async Task<IReadOnlyList<Descriptor>?> AskAsync(CancellationToken cancel)
    {
        List<Descriptor>? found = null;
        var request = new GetReferrers(subject);
        for (var page = 0; page < MostPages; page++)
        {
            if (await client.SendAsync(request, cancel) is not { } answer) break;
            (found ??= []).AddRange(answer.Manifests);
            if (answer.Next is null) break;
            request = request with { Page = answer.Next };
        }

        return found;
    }

    private async Task<ImageIndex?> TaggedAsync(CancellationToken cancel)
    {
        if (await client.SendAsync(new HeadManifest(Tag), cancel) is null) return null;
        var fetched = await client.SendAsync(new GetManifest(Tag), cancel);
        var name = client.Endpoint.Reference.WithTag(Tag).ToString();
        try
        {
            return MediaTypes.IsIndex(fetched.Descriptor.MediaType) ? OciJson.Read<ImageIndex>(fetched.Bytes)
                : throw RegistryErrors.ManifestInvalid(name, "it is an image, and should be the list of what refers to one", null);
        }
        catch (JsonException broken)
        {
            throw RegistryErrors.ManifestInvalid(name, $"it cannot be read ({broken.Message})", broken);
        }
    }
}
