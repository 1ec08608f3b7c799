using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>One blob of an image, and what it takes to have it in the target repository.</summary>
/// <param name="Descriptor">The blob.</param>
/// <param name="IsThere">Whether the repository has it.</param>
/// <param name="MountFrom">Repository of the same registry that it may be taken over from; null: none.</param>
/// <param name="OpenAsync">Opens its bytes, should they have to be sent.</param>
internal sealed record PlannedBlob(
    Descriptor Descriptor, bool IsThere, string? MountFrom, Func<CancellationToken, Task<Stream>> OpenAsync)
{
    /// <summary>Its upload, where one was begun before the image was whole.</summary>
    public HeadStart? HeadStart { get; init; }
}
