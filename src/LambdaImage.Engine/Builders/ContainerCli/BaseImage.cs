using System.Text.Json;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Finds out which base image was used, pinned by digest. Every builder tells it in its own place, and some do not.</summary>
internal static class BaseImage
{
    /// <summary>Reads what buildah and podman say in the manifest.</summary>
    public static string? FromAnnotations(IImage image) =>
        ImageBase.Read(image) is { DigestText: { } digest } said ? Pinned(said.Name, digest) : null;

    /// <summary>Asks the CLI in whose store the base image is.</summary>
    /// <param name="cli">Asks.</param>
    /// <param name="program">The CLI, with the flags that name the store.</param>
    /// <param name="name">The base image, as FROM names it.</param>
    /// <param name="cancel">Stops asking.</param>
    /// <returns>Null: it is not there, or not from a registry.</returns>
    public static async Task<string?> FromStoreAsync(ContainerProgram cli, ProcessCommand program, string name, CancellationToken cancel)
    {
        var answer = await cli.AskAsync(
            program with { Arguments = [.. program.Arguments, "image", "inspect", "--format", "{{json .RepoDigests}}", name] }, cancel);
        return answer is { ExitCode: 0, Output: [var json, ..] } ? FromRepoDigests(name, json) : null;
    }

    /// <summary>Reads <c>RepoDigests</c> of <c>image inspect</c>: <c>["registry/name@sha256:…"]</c>.</summary>
    public static string? FromRepoDigests(string name, string json)
    {
        if (ImageReference.TryParse(name) is not { } wanted) return null;
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Array) return null;
        return document.RootElement.EnumerateArray()
            .Select(text => ImageReference.TryParse(text.GetString()))
            .FirstOrDefault(found => found?.Name == wanted.Name && found.Digest is not null)?.ToString();
    }

    /// <summary>Reads the file that <c>buildx --metadata-file</c> writes: provenance materials since buildx 0.14, build info before.</summary>
    public static string? FromMetadata(string name, string json)
    {
        if (ImageReference.TryParse(name) is not { } wanted) return null;
        using var document = JsonDocument.Parse(json);
        return Sources(document.RootElement)
            .Where(source => ImageReference.TryParse(source.Name)?.Name == wanted.Name)
            .Select(source => Pinned(source.Name, source.Digest))
            .FirstOrDefault();
    }

    private static IEnumerable<(string Name, string Digest)> Sources(JsonElement metadata)
    {
        if (metadata.TryGetProperty("buildx.build.provenance", out var provenance) && Materials(provenance) is { } materials)
        {
            foreach (var material in materials.EnumerateArray())
            {
                if (Text(material, "uri") is { } uri && uri.StartsWith("pkg:docker/", StringComparison.Ordinal)
                    && material.TryGetProperty("digest", out var digest) && Text(digest, "sha256") is { } hex)
                {
                    // pkg:docker/public.ecr.aws/lambda/nodejs@22?platform=linux%2Famd64: the tag follows the @.
                    var path = Uri.UnescapeDataString(uri["pkg:docker/".Length..].Split('?')[0]);
                    yield return (path.Replace('@', ':'), "sha256:" + hex);
                }
            }
        }

        if (metadata.TryGetProperty("containerimage.buildinfo", out var info) && info.TryGetProperty("sources", out var sources))
        {
            foreach (var source in sources.EnumerateArray())
            {
                if (Text(source, "type") == "docker-image" && Text(source, "ref") is { } reference && Text(source, "pin") is { } pin)
                {
                    yield return (reference, pin);
                }
            }
        }
    }

    // SLSA calls them so in version 0.2, and dependencies since version 1.
    private static JsonElement? Materials(JsonElement provenance) =>
        provenance.TryGetProperty("materials", out var materials) ? materials
        : provenance.TryGetProperty("buildDefinition", out var definition)
            && definition.TryGetProperty("resolvedDependencies", out var dependencies) ? dependencies
        : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    // An image that was built here has no digest that others could pull.
    private static string? Pinned(string name, string digest) =>
        ImageReference.TryParse(name) is { Registry: not "localhost" } reference && Digest.TryParse(digest, out var pin)
            ? reference.WithDigest(pin).ToString() : null;
}
