namespace LambdaImage;

/// <summary>How an image came to its base without being built anew.</summary>
/// <param name="PreviousImageUri">The image as it was, by digest: what to go back to.</param>
/// <param name="PreviousBase">The base it was on, by digest.</param>
/// <param name="Base">The base it is on now, by digest.</param>
/// <param name="Warnings">What deserves a test before the image is deployed, for example another Linux under it.</param>
public sealed record ImageRebase(string PreviousImageUri, string PreviousBase, string Base, IReadOnlyList<string> Warnings)
{
    /// <inheritdoc/>
    public override string ToString() => PreviousBase == Base ? Base : $"{PreviousBase} → {Base}";
}
