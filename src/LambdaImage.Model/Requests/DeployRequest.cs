namespace LambdaImage;

/// <summary>Asks for the whole way: folder → image → registry → function on that digest.</summary>
public sealed record DeployRequest
{
    /// <summary>What to take.</summary>
    public required ProjectRequest Project { get; init; }

    /// <summary>Whether a Dockerfile that LambdaImage did not write may be overwritten.</summary>
    public bool Force { get; init; }

    /// <summary>Whether pins that the Dockerfile has already are made anew.</summary>
    public bool RenewPins { get; init; }

    /// <summary>Whether large layers may be sent to their registry while they are compressed: not where anybody is still asked whether to deploy. Before the
    /// image is published nothing can be seen of them there.</summary>
    public bool SendAhead { get; init; }

    /// <summary>How to build; its Dockerfile is filled in on the way.</summary>
    public required Func<LambdaDockerfile, BuildRequest> Build { get; init; }

    /// <summary>How to publish; its image is filled in on the way.</summary>
    public required Func<BuiltLambdaImage, PublishRequest> Publish { get; init; }

    /// <summary>How to update the function; its image is filled in on the way.</summary>
    public required Func<PublishedLambdaImage, UpdateFunctionRequest> Update { get; init; }
}
