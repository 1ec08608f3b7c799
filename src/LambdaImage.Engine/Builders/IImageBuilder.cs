using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Builders;

/// <summary>Something that turns a Dockerfile into an image. One folder for each.</summary>
internal interface IImageBuilder
{
    /// <summary>The name users choose it by.</summary>
    BuildEngine Engine { get; }

    /// <summary>Whether it works on this machine, found by asking it.</summary>
    /// <param name="cancel">Stops asking.</param>
    /// <returns>Ready, or why not and what to do.</returns>
    Task<Availability> ProbeAsync(CancellationToken cancel);

    /// <summary>The first instruction it cannot carry out; null when it can do all.</summary>
    /// <param name="dockerfile">The document.</param>
    /// <param name="request">What is to be built of it: arguments, contexts and target decide which stages are needed.</param>
    /// <returns>Instruction and reason, or null.</returns>
    /// <exception cref="LambdaImageException">A FROM cannot be expanded, or there is no such stage.</exception>
    Unsupported? Check(Dockerfile dockerfile, BuildRequest request);

    /// <summary>Builds.</summary>
    /// <param name="job">What to build.</param>
    /// <param name="reporter">Takes progress and the live log.</param>
    /// <param name="cancel">Stops the build and its processes.</param>
    /// <returns>The image and where its bytes are.</returns>
    Task<BuildResult> BuildAsync(BuildJob job, IWorkReporter reporter, CancellationToken cancel);
}
