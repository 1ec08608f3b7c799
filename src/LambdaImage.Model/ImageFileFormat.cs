namespace LambdaImage;

/// <summary>How an image is written to disk.</summary>
public enum ImageFileFormat
{
    /// <summary>A tar that <c>docker load</c>, <c>podman load</c> and skopeo's <c>docker-archive:</c> read. The manifest goes in as it is, so that an
    /// import keeps the digest whatever media types it has.</summary>
    DockerArchive,

    /// <summary>A tar of an OCI image layout, skopeo's <c>oci-archive:</c>. It takes OCI's media types only: an image in Docker's gets another digest.</summary>
    OciArchive,

    /// <summary>A folder that is an OCI image layout. It takes OCI's media types only, too.</summary>
    OciLayout,
}
