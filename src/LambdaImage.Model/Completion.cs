namespace LambdaImage;

/// <summary>Something that can be typed.</summary>
/// <param name="Text">What to type.</param>
/// <param name="Explanation">A few words about it; null: it speaks for itself.</param>
public sealed record Completion(string Text, string? Explanation = null);
