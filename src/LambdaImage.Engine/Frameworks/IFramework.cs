using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks;

/// <summary>One kind of project: recognises it, and writes the Dockerfile that turns it into a Lambda image.</summary>
internal interface IFramework
{
    /// <summary>Name that users see and give to <c>-Framework</c>.</summary>
    string Name { get; }

    /// <summary>Name of the more general framework that this one beats when both match.</summary>
    string? Specializes { get; }

    /// <summary>What is looked for, for the message that nothing was found.</summary>
    string LooksFor { get; }

    /// <summary>What the documentation's table says.</summary>
    FrameworkFacts Facts { get; }

    /// <summary>Recognises a project; null: not mine.</summary>
    Detection? Detect(ProjectDirectory project);

    /// <summary>Writes the Dockerfile, and refuses what cannot work in Lambda.</summary>
    /// <param name="found">What was detected, with the user's own choices applied.</param>
    /// <param name="file">The document to fill. Where it installs on the host, the framework uses no RUN: it declares what runs on this machine.</param>
    /// <exception cref="LambdaImageException">The project cannot become an image as it is.</exception>
    void Write(Detection found, DockerfileBuilder file);
}
