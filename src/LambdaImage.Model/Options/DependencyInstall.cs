namespace LambdaImage;

/// <summary>Where a project's dependencies are installed.</summary>
public enum DependencyInstall
{
    /// <summary>In a container when an engine answers, else on this machine when the language's tool is there.</summary>
    Auto,

    /// <summary>By RUN instructions, which need a container engine to build the image.</summary>
    Container,

    /// <summary>On this machine by the language's own tool, for the target's processor; the Dockerfile has no RUN then.</summary>
    Host,
}
