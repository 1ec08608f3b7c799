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

    /// <summary>The layers, lowest first, one for each descriptor in the manifest.</summary>
    IReadOnlyList<ILayer> Layers { get; }
}
