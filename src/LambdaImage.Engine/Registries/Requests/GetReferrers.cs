using System.Text.Json;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Requests;

/// <summary>Asks what refers to an image: signatures, SBOMs and the like.
/// <see href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers"/></summary>
/// <param name="Subject">Digest of the image.</param>
/// <param name="Page">Address of a further page; null: the first.</param>
internal sealed record GetReferrers(Digest Subject, Uri? Page = null) : IRegistryRequest<ReferrersPage?>
{
    public string Description => $"list what refers to {Subject}";

    public RegistryCall ToCall(RegistryEndpoint endpoint) =>
        new(HttpMethod.Get, Page ?? endpoint.Url("referrers/" + Subject)) { Headers = [new("Accept", MediaTypes.OciIndex)] };

    /// <summary>Registries that do not know the question answer in several ways.</summary>
    public bool Accepts(int status) => status is 200 or 400 or 404 or 405 or 406;

    /// <returns>Null: the registry does not keep such lists.</returns>
    public async Task<ReferrersPage?> ReadAsync(HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel)
    {
        using (answer)
        {
            // Some answer with a page for people.
            if ((int)answer.StatusCode != 200 || ManifestAnswer.MediaType(answer.Content.Headers) != MediaTypes.OciIndex) return null;
            var bytes = await BoundedBody.ReadAsync(answer.Content, ManifestAnswer.LargestManifest, cancel) ?? throw Invalid("it is too large", null);
            try
            {
                return new(OciJson.Read<ImageIndex>(bytes).Manifests, Next(answer, endpoint));
            }
            catch (JsonException broken)
            {
                throw Invalid($"it cannot be read ({broken.Message})", broken);
            }
        }

        LambdaImageException Invalid(string problem, Exception? inner) =>
            RegistryErrors.ManifestInvalid($"the list of what refers to {endpoint.Reference.WithDigest(Subject)}", problem, inner);
    }

    /// <summary><c>Link: &lt;…&gt;; rel="next"</c>, never to another server.</summary>
    private Uri? Next(HttpResponseMessage answer, RegistryEndpoint endpoint)
    {
        if (!answer.Headers.NonValidated.TryGetValues("Link", out var values) || values.ToString() is not { } link || !link.Contains("next", StringComparison.Ordinal)) return null;
        var (start, end) = (link.IndexOf('<', StringComparison.Ordinal), link.IndexOf('>', StringComparison.Ordinal));
        return start >= 0 && end > start && Uri.TryCreate(ToCall(endpoint).Url, link[(start + 1)..end], out var next) && RegistryHosts.IsSameServer(next, endpoint.Root) ? next : null;
    }
}

/// <summary>A part of the list.</summary>
/// <param name="Manifests">Manifests that refer to the image.</param>
/// <param name="Next">Address of the next part; null: this is the last.</param>
internal sealed record ReferrersPage(IReadOnlyList<Descriptor> Manifests, Uri? Next);
