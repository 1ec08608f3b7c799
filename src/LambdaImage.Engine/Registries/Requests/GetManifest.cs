using System.Text.Json;
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
            var type = MediaTypeOf(bytes, ManifestAnswer.MediaType(answer.Content.Headers));
            if (!MediaTypes.IsManifest(type) && !MediaTypes.IsIndex(type)) throw NotAnImage(name, type, endpoint);
            return new FetchedManifest(bytes, Descriptor.Of(type, digest, bytes.Length));
        }
    }

    private static void Check(string name, Digest expected, Digest actual)
    {
        if (expected != actual)
            throw RegistryErrors.DigestMismatch("the manifest of " + name, expected.Value, actual.Value);
    }

    /// <summary>The header decides, unless it says nothing: some registries send application/json for
    /// everything.</summary>
    private static string MediaTypeOf(byte[] bytes, string header)
    {
        if (MediaTypes.IsManifest(header) || MediaTypes.IsIndex(header)) return header;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return header;
            if (root.TryGetProperty("mediaType", out var stated) && stated.ValueKind == JsonValueKind.String)
                return stated.GetString()!;
            if (root.TryGetProperty("manifests", out _)) return MediaTypes.OciIndex;
            return root.TryGetProperty("layers", out _) ? MediaTypes.OciManifest : header;
        }
        catch (JsonException)
        {
            return header;
        }
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

/// <summary>A manifest or index as stored, and what it is.</summary>
internal sealed record FetchedManifest(byte[] Bytes, Descriptor Descriptor);
