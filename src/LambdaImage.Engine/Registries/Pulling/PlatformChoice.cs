using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Pulling;

/// <summary>Picks the one image of an index that a Lambda function can run.</summary>
internal static class PlatformChoice
{
    /// <summary>Every arm64 machine of Lambda is v8, and images say so or leave it out.</summary>
    private const string ArmVariant = "v8";

    /// <exception cref="LambdaImageException">The index has none for the processor.</exception>
    public static Descriptor Choose(ImageIndex index, LambdaArchitecture architecture, ImageReference reference)
    {
        var wanted = Platform.Of(architecture);
        // Build attestations pose as images for unknown/unknown; an entry of another type is an artifact.
        var images = index.Manifests
            .Where(each => each.Platform is not { Os: "unknown" } && MediaTypes.IsManifest(each.MediaType)).ToList();
        var fitting = images
            .Where(each => each.Platform?.Os == wanted.Os && each.Platform.Architecture == wanted.Architecture)
            .ToList();
        return fitting.Find(each => each.Platform!.Variant is null or "")
            ?? fitting.Find(each => each.Platform!.Variant == ArmVariant)
            ?? (fitting is [var first, ..] ? first : null)
            // As containerd does: whether the processor is right its configuration tells.
            ?? (images is [{ Platform: null } only] ? only : null)
            ?? throw RegistryErrors.PlatformMissing(
                reference.ToString(), wanted.ToString(),
                [.. images.Select(each => each.Platform?.ToString() ?? "unknown").Distinct(StringComparer.Ordinal)]);
    }
}
