namespace LambdaImage;

/// <summary>How one blob came to be in the target repository.</summary>
public enum BlobTransfer
{
    /// <summary>It was there already: nothing was sent.</summary>
    Existing,

    /// <summary>The registry took it over from another of its repositories: nothing was sent.</summary>
    Mounted,

    /// <summary>Its bytes were sent.</summary>
    Uploaded,
}
