namespace LambdaImage;

/// <summary>Whether a tag can be moved to another image.</summary>
public enum TagMutability
{
    /// <summary>It can.</summary>
    Mutable,

    /// <summary>Once set, it stays.</summary>
    Immutable,
}
