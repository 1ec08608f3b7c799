using System.Collections.Concurrent;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Deployments;

/// <summary>Finds the digest and processor behind a reference, and refuses what Lambda would refuse. Each reference is
/// looked up once: all functions of one run get the same digest, even when the tag moves meanwhile.</summary>
internal sealed class FunctionImages(FindArchitecture? findArchitecture)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<FunctionImage>>> _found = new(StringComparer.Ordinal);

    /// <summary>Reads a reference as one that Lambda can take.</summary>
    public static (ImageReference Image, EcrRegistry Registry) Parse(string imageUri)
    {
        var image = ImageReference.Parse(imageUri);
        if (EcrRegistry.TryParse(image.Registry) is not { } registry) throw DeploymentErrors.NotEcr(imageUri);
        // Lambda knows registries by their plain address; the dual-stack one names the same repository.
        var plain = image with { Registry = registry.Host };
        return registry.IsFips ? throw DeploymentErrors.FipsRegistry(imageUri, plain.ToString()) : (plain, registry);
    }

    /// <param name="aws">Connection to the Region of the image.</param>
    /// <param name="request">What the user asked for.</param>
    /// <param name="image">Its image.</param>
    /// <param name="registry">Registry of the image.</param>
    /// <param name="reporter">Takes log lines.</param>
    /// <param name="cancel">Stops looking.</param>
    public async Task<FunctionImage> ResolveAsync(
        AwsConnection aws, UpdateFunctionRequest request, ImageReference image, EcrRegistry registry, IWorkReporter reporter, CancellationToken cancel)
    {
        // What was just published is known to be a single image; looking it up again would cost a call and a
        // permission.
        var published = request.Image is { } given && given.ImageUri == request.ImageUri && image.Digest is { } known
            ? new FunctionImage(image.WithDigest(known).Name, known, given.Architecture) : null;
        var found = published ?? await _found.GetOrAdd(
            image.ToString(), _ => new(() => FindAsync(aws, image, registry, reporter, cancel))).Value;
        if (request.Architecture is { } asked && found.Architecture is { } real && asked != real)
        {
            throw DeploymentErrors.ArchitectureMismatch(found.Uri, real, asked);
        }

        return found with { Architecture = request.Architecture ?? found.Architecture };
    }

    private async Task<FunctionImage> FindAsync(
        AwsConnection aws, ImageReference image, EcrRegistry registry, IWorkReporter reporter, CancellationToken cancel)
    {
        var digest = await DigestAsync(aws, image, registry, cancel);
        if (image.Digest is null)
        {
            reporter.Log(LogLevel.Verbose, $"{image} is {digest} now; the function is pinned to that.");
        }

        var exact = image.WithDigest(digest);
        return new FunctionImage(exact.Name, digest, await ArchitectureAsync(exact, reporter, cancel));
    }

    private static async Task<Digest> DigestAsync(AwsConnection aws, ImageReference image, EcrRegistry registry, CancellationToken cancel)
    {
        var id = EcrImageId.Of(registry, image);
        var found = await aws.SendAsync(new DescribeImages(id), cancel);
        // Whoever may pull has BatchGetImage, which gives the same facts with the manifest.
        found ??= await aws.SendAsync(new BatchGetImage(id), cancel);
        if (found.ImageStatus is not (null or "ACTIVE")) throw DeploymentErrors.ImageArchived(image.ToString());
        if (MediaTypes.IsIndex(found.ImageManifestMediaType))
        {
            throw DeploymentErrors.ImageIsIndex(image.ToString(), await MembersAsync(aws, image, id, found, cancel));
        }

        return Digest.Parse(found.ImageDigest);
    }

    /// <summary>The runnable images of an index, as references that can be given instead.</summary>
    private static async Task<IReadOnlyList<string>> MembersAsync(
        AwsConnection aws, ImageReference image, EcrImageId id, EcrImage index, CancellationToken cancel)
    {
        try
        {
            var manifest = index.ImageManifest ?? (await aws.SendAsync(new BatchGetImage(id), cancel)).ImageManifest!;
            // Attestations are listed with the platform unknown/unknown.
            return [.. OciJson.Read<ImageIndex>(System.Text.Encoding.UTF8.GetBytes(manifest)).Manifests
                .Where(member => member.Platform is { Os: "linux", Architecture: "amd64" or "arm64" })
                .Select(member => $"{image.Name}@{member.DigestText}")];
        }
        catch (Exception e) when (e is LambdaImageException or System.Text.Json.JsonException)
        {
            return [];
        }
    }

    private async Task<LambdaArchitecture?> ArchitectureAsync(ImageReference image, IWorkReporter reporter, CancellationToken cancel)
    {
        if (findArchitecture is null) return null;
        try
        {
            return await findArchitecture(image, cancel);
        }
        catch (LambdaImageException e)
        {
            reporter.Log(LogLevel.Verbose, $"The processor of {image} is not known: {e.Message}");
            return null;
        }
    }
}
