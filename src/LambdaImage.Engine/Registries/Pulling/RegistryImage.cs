using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Pulling;

/// <summary>An image in a registry: its documents are here, its layers stay there.</summary>
internal sealed record RegistryImage(
    ReadOnlyMemory<byte> ManifestBytes,
    Descriptor Descriptor,
    ImageManifest Manifest,
    ReadOnlyMemory<byte> ConfigBytes,
    ImageConfig Config,
    IReadOnlyList<ILayer> Layers,
    ImageReference? Origin) : IImage;
