namespace LambdaImage;

/// <summary>What holds the bytes of an image.</summary>
public enum ImageLocationKind
{
    /// <summary>An OCI image layout folder. Base layers may be absent from it: <c>lambdaimage-sources.json</c> inside then names the registry they stay in.</summary>
    OciLayout,

    /// <summary>A tar archive as written by <c>docker save</c>, or an OCI layout in a tar.</summary>
    Archive,

    /// <summary>A registry; <see cref="ImageLocation.Value"/> is the reference.</summary>
    Registry,
}
