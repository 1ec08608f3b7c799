using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci;

/// <summary>Refuses an image that Lambda would refuse, before anything is sent.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/images-create.html"/></summary>
internal static class ImageCheck
{
    /// <summary>Docker's limit, which registries share.</summary>
    public const int MostLayers = 127;

    /// <summary>Lambda's limit for all layers uncompressed.
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"/></summary>
    public const long LargestImage = 10L << 30;

    /// <summary>Compressed size from which on the uncompressed one probably breaks the limit: gzip halves at
    /// least.</summary>
    private const long DoubtfulSize = LargestImage / 2;

    /// <summary>Checks what the documents tell; no layer is opened.</summary>
    /// <param name="image">The image.</param>
    /// <param name="reference">Its name, for errors.</param>
    /// <param name="architecture">What the function is for; null: either.</param>
    /// <param name="config">The configuration as the function changes it; null: it does not.</param>
    /// <returns>Warnings.</returns>
    /// <exception cref="LambdaImageException">Lambda cannot run it.</exception>
    public static IReadOnlyList<string> Check(IImage image, string reference, LambdaArchitecture? architecture, ImageConfig? config = null)
    {
        if (MediaTypes.IsIndex(image.Descriptor.MediaType)) throw ImageErrors.IsIndex(reference);
        var warnings = Check(config ?? image.Config, reference, architecture).ToList();
        CheckLayers(image, reference);
        var size = image.Manifest.Layers.Sum(layer => layer.Size);
        if (size > DoubtfulSize)
            warnings.Add(
                $"{reference} has {size:N0} bytes of compressed layers; uncompressed it may be beyond Lambda's limit "
                + $"of {LargestImage:N0}.");
        return warnings;
    }

    /// <summary>Why Lambda will refuse an image that is only sent somewhere, which it may be for other uses; null: nothing is known against
    /// it.</summary>
    public static string? Doubt(IImage image, string reference)
    {
        try
        {
            Check(image, reference, architecture: null);
            return null;
        }
        catch (LambdaImageException refusal)
        {
            return $"{refusal.Message} The image is sent all the same. For Lambda: {refusal.Remedy}";
        }
    }

    /// <summary>Checks the configuration alone.</summary>
    /// <inheritdoc cref="Check(IImage, string, LambdaArchitecture?, ImageConfig?)"/>
    public static IReadOnlyList<string> Check(ImageConfig config, string reference, LambdaArchitecture? architecture)
    {
        if (config.Os != "linux") throw ImageErrors.NotLinux(reference, config.Os);
        CheckArchitecture(config, reference, architecture);
        var container = config.Config ?? new ContainerConfig();
        if (container.Entrypoint is not { Count: > 0 } && container.Cmd is not { Count: > 0 })
            throw ImageErrors.NothingToRun(reference);
        var program = container.Entrypoint is [var first, ..] ? first : container.Cmd![0];
        return program.StartsWith('/') ? [] :
        [
            $"{reference} starts '{program}', which is no absolute path: Lambda answers Runtime.InvalidEntrypoint "
            + "unless the function's image configuration says otherwise.",
        ];
    }

    private static void CheckArchitecture(ImageConfig config, string reference, LambdaArchitecture? architecture)
    {
        var actual = LambdaArchitectures.Parse(config.Architecture);
        if (architecture is { } wanted && actual != wanted)
            throw ImageErrors.Architecture(reference, config.Architecture, wanted);
        if (actual is null)
            throw ImageErrors.Architecture(reference, config.Architecture, LambdaArchitecture.X86_64);
    }

    private static void CheckLayers(IImage image, string reference)
    {
        var layers = image.Manifest.Layers;
        // An OCI manifest may hold plain tars; a Docker one may not.
        var mayBePlain = image.Descriptor.MediaType == MediaTypes.OciManifest;
        var refused = layers.FirstOrDefault(layer =>
            !MediaTypes.IsGzipLayer(layer.MediaType) && !(mayBePlain && layer.MediaType == MediaTypes.OciLayer));
        if (refused is not null) throw ImageErrors.LayerMediaType(reference, refused.DigestText, refused.MediaType);
        if (layers.Count > MostLayers) throw ImageErrors.TooManyLayers(reference, layers.Count, MostLayers);
        var diffIds = image.Config.RootFs.DiffIds.Count;
        if (diffIds != layers.Count) throw ImageErrors.LayerCountMismatch(reference, layers.Count, diffIds);
        var size = layers.Sum(layer => layer.Size);
        if (size > LargestImage) throw ImageErrors.TooLarge(reference, size, LargestImage);
    }
}
