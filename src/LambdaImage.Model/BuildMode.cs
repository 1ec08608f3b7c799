namespace LambdaImage;

/// <summary>Where the image comes from: the three ways a project folder becomes a Lambda image.</summary>
public enum BuildMode
{
    /// <summary>The framework is detected and the Dockerfile is written and maintained by LambdaImage.</summary>
    Managed,

    /// <summary>The project's own Dockerfile is used as it is, after a check for what Lambda demands.</summary>
    Custom,

    /// <summary>An existing image is copied into the registry; nothing is built.</summary>
    Prebuilt,
}
