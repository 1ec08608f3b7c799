namespace LambdaImage;

/// <summary>Asks to deploy the functions of a folder: those that its <c>lambda-image.yml</c> or another tool's file describes, or the one that is
/// named. Each image is built and published once, whichever functions run it.</summary>
public sealed record ServiceRequest
{
    /// <summary>The folder, and what is said about every image in it.</summary>
    public required ProjectRequest Project { get; init; }

    /// <summary>Functions to deploy, as the file or AWS names them; empty: all.</summary>
    public IReadOnlyList<string> FunctionNames { get; init; } = [];

    /// <summary>Whether images that no function runs are built and published too.</summary>
    public bool AllImages { get; init; }

    /// <summary>How many functions are worked on at once.</summary>
    public int ThrottleLimit { get; init; } = UpdateFunctionsRequest.DefaultThrottleLimit;

    /// <summary>Whether a Dockerfile that LambdaImage did not write may be overwritten.</summary>
    public bool Force { get; init; }

    /// <summary>Whether pins that a Dockerfile has already are made anew.</summary>
    public bool RenewPins { get; init; }

    /// <summary>Whether large layers may be sent to their registry while they are compressed: not where anybody is still asked whether to deploy. Before the
    /// image is published nothing can be seen of them there.</summary>
    public bool SendAhead { get; init; }

    /// <summary>How to build; its Dockerfile is filled in on the way.</summary>
    public required Func<LambdaDockerfile, BuildRequest> Build { get; init; }

    /// <summary>How to publish; its image is filled in on the way. What it leaves open comes from the file.</summary>
    public required Func<BuiltLambdaImage, PublishRequest> Publish { get; init; }

    /// <summary>How to update a function; its name and image are filled in on the way. What it leaves open comes from the file.</summary>
    public required UpdateFunctionRequest Update { get; init; }
}
