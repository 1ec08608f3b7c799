namespace LambdaImage.Engine.Oci.Layout;

/// <summary>Opens a blob that stayed in a registry.</summary>
/// <param name="repository">The repository that holds it.</param>
/// <param name="blob">Media type, digest and size.</param>
/// <param name="cancel">Stops opening.</param>
/// <returns>A forward-only stream of the bytes; the caller disposes it and verifies the digest.</returns>
internal delegate Task<Stream> OpenBlob(ImageReference repository, Descriptor blob, CancellationToken cancel);
