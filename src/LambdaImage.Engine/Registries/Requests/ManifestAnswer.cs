using System.Net.Http.Headers;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Requests;

/// <summary>What requests for manifests and their answers have in common.</summary>
internal static class ManifestAnswer
{
    /// <summary>What the specification asks registries to accept at least, and what ECR and others allow at most.
    /// <see href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests"/></summary>
    public const int LargestManifest = 4 * 1024 * 1024;

    /// <summary>All formats in one header: some registries read only the first of several and answer with a converted,
    /// different manifest.</summary>
    public static readonly KeyValuePair<string,
    string> Accept = new("Accept", string.Join(", ", MediaTypes.AnyManifest));

    /// <summary>The digest the registry states, or null when it states none that can be checked.</summary>
    public static Digest? StatedDigest(HttpResponseMessage answer) =>
        answer.Headers.NonValidated.TryGetValues("Docker-Content-Digest", out var values)
            && Digest.TryParse(values.ToString(), out var digest)
            ? digest : null;

    public static string MediaType(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString().Split(';')[0].Trim() : "";
}
