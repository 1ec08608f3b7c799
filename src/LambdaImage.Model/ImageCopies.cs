namespace LambdaImage;

/// <summary>One image at several places.</summary>
/// <param name="Copies">One for each place, in the order asked for; failed ones are among them.</param>
public sealed record ImageCopies(IReadOnlyList<ImageCopy> Copies);
