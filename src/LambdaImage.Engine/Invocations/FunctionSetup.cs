using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Invocations;

/// <summary>All that does not change from one container of a function to the next.</summary>
/// <param name="Engine">What runs containers.</param>
/// <param name="Host">How they reach this machine.</param>
/// <param name="Request">What the user wants.</param>
/// <param name="Config">Configuration of the image, as the function changes it.</param>
internal sealed record FunctionSetup(ContainerEngine Engine, ContainerHost Host, InvokeImageRequest Request, ImageConfig Config)
{
    /// <summary>The image as people know it.</summary>
    public required string Shown { get; init; }

    /// <summary>Its digest.</summary>
    public required string Digest { get; init; }

    /// <summary>Name of the function.</summary>
    public required string FunctionName { get; init; }

    /// <summary>Its Region.</summary>
    public required string Region { get; init; }

    public string FunctionArn => $"arn:aws:lambda:{Region}:123456789012:function:{FunctionName}";
}
