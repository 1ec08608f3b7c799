namespace LambdaImage;

/// <summary>Whether Lambda keeps a snapshot of the started program.</summary>
public enum SnapStartMode
{
    /// <summary>Never.</summary>
    None,

    /// <summary>One for each version that is published.</summary>
    PublishedVersions,
}
