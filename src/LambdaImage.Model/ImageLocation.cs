namespace LambdaImage;

/// <summary>Where the bytes of an image are.</summary>
/// <param name="Kind">What holds them.</param>
/// <param name="Value">Absolute path, or the reference when <paramref name="Kind"/> is a registry.</param>
public sealed record ImageLocation(ImageLocationKind Kind, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
