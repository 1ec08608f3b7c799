using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries;

/// <summary>Layers that registries do not keep, because their licence forbids it: those of Windows.
/// <see href="https://github.com/opencontainers/image-spec/blob/main/layer.md#non-distributable-layers"/></summary>
internal static class ForeignLayers
{
    public static bool Is(Descriptor layer) =>
        layer.MediaType.Contains("nondistributable", StringComparison.Ordinal)
            || layer.MediaType.Contains("rootfs.foreign", StringComparison.Ordinal);
}
