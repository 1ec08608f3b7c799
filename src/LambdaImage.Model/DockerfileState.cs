namespace LambdaImage;

/// <summary>What happened to the Dockerfile on disk.</summary>
public enum DockerfileState
{
    /// <summary>No Dockerfile takes part: an existing image is used.</summary>
    NotNeeded,

    /// <summary>The text was made but not written, because only the text was asked for.</summary>
    NotWritten,

    /// <summary>A new file was written.</summary>
    Created,

    /// <summary>A file that LambdaImage had written before was brought up to date.</summary>
    Updated,

    /// <summary>The file on disk already had exactly this text.</summary>
    Unchanged,

    /// <summary>The file was written for the last time: it is the user's own from now on.</summary>
    Ejected,

    /// <summary>The user's own file, read and checked but never written.</summary>
    UserOwned,
}
