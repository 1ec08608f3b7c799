namespace LambdaImage.Engine.Oci;

/// <summary>One layer, wherever its bytes are. Opening it may download; nothing is held in memory.</summary>
internal interface ILayer
{
    /// <summary>Media type, digest and size of the bytes as stored.</summary>
    Descriptor Descriptor { get; }

    /// <summary>A registry repository that holds the blob, so that another repository of the same registry can mount it; null when none does.</summary>
    ImageReference? Origin { get; }

    /// <summary>Opens the bytes as stored. The stream fails at its end when they do not have the digest.</summary>
    /// <param name="cancel">Stops opening.</param>
    /// <returns>A forward-only stream; the caller disposes it.</returns>
    Task<Stream> OpenAsync(CancellationToken cancel);
}
