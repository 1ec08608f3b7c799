namespace LambdaImage.Engine.Oci;

/// <summary>A read-only view of one image: the same whether it is in a registry, a layout folder, an archive or was just built.</summary>
internal interface IImage
{
    /// <summary>The manifest's bytes exactly as they are, or will be, in the registry.</summary>
    ReadOnlyMemory<byte> ManifestBytes { get; }

    /// <summary>Media type, digest and size of the manifest.</summary>
    Descriptor Descriptor { get; }

    ImageManifest Manifest { get; }

    /// <summary>The configuration's bytes exactly as stored.</summary>
    ReadOnlyMemory<byte> ConfigBytes { get; }

    ImageConfig Config { get; }

    /// <summary>A registry repository that holds the configuration, so that another repository of the same registry can mount it; null when none does.</summary>
    ImageReference? Origin => null;

    /// <summary>The layers, lowest first, one for each descriptor in the manifest.</summary>
    IReadOnlyList<ILayer> Layers { get; }
}
