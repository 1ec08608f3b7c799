namespace LambdaImage;

/// <summary>An image to read, wherever it is. One of the two is given.</summary>
/// <param name="Image">A built image; null: <paramref name="Reference"/> says which.</param>
/// <param name="Reference">Reference in a registry, absolute path of a layout or archive, or <c>docker-daemon:</c> or <c>containers-storage:</c> with the name that an image
/// has in the store of docker or podman; null: <paramref name="Image"/> is given.</param>
public sealed record ImageInput(BuiltLambdaImage? Image, string? Reference)
{
    /// <inheritdoc/>
    public override string ToString() => Image?.Reference ?? Reference ?? "";
}
