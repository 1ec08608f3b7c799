using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Requests;

/// <summary>Fetches a manifest or index and makes sure that it is what was asked for.</summary>
internal sealed record GetManifest(string Selector) : IRegistryRequest<FetchedManifest>
{
    public string Description => $"fetch the manifest '{Selector}'";

    public RegistryCall ToCall(RegistryEndpoint endpoint) =>
        new(HttpMethod.Get, endpoint.Url("manifests/" + Selector)) { Headers = [ManifestAnswer.Accept] };

    public bool Accepts(int status) => status == 200;

    public async Task<FetchedManifest> ReadAsync(
        HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel)
    {
        using (answer)
        {
            var name = $"{endpoint.Reference.Name} ({Selector})";
            var bytes = await BoundedBody.ReadAsync(answer.Content, ManifestAnswer.LargestManifest, cancel)
                ?? throw RegistryErrors.ManifestInvalid(
                    name, $"its manifest is larger than {ManifestAnswer.LargestManifest / 1024 / 1024} MiB", null);
            var digest = Digest.Of(bytes);
            if (Digest.TryParse(Selector, out var asked)) Check(name, asked, digest);
            if (ManifestAnswer.StatedDigest(answer) is { } stated) Check(name, stated, digest);
            var fetched = FetchedManifest.Of(bytes, ManifestAnswer.MediaType(answer.Content.Headers));
            var type = fetched.Descriptor.MediaType;
            if (!MediaTypes.IsManifest(type) && !MediaTypes.IsIndex(type)) throw NotAnImage(name, type, endpoint);
            return fetched;
        }
    }

    private static void Check(string name, Digest expected, Digest actual)
    {
        if (expected != actual)
            throw RegistryErrors.DigestMismatch("the manifest of " + name, expected.Value, actual.Value);
    }

    private static LambdaImageException NotAnImage(string name, string type, RegistryEndpoint endpoint) => type switch
    {
        "application/vnd.docker.distribution.manifest.v1+json"
            or "application/vnd.docker.distribution.manifest.v1+prettyjws" =>
            RegistryErrors.ManifestInvalid(name, "it is in Docker's first format, given up in 2017", null),
        _ when type.StartsWith("application/vnd.", StringComparison.Ordinal) =>
            RegistryErrors.ManifestInvalid(name, $"it is a {type}, not a container image", null),
        _ => RegistryErrors.NotARegistry($"fetch the manifest of {name}", endpoint.Registry, type),
    };
}
