using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>An image, or an earlier stage, that a stage goes on from.</summary>
/// <param name="Image">As FROM has it.</param>
/// <param name="Distribution">What decides the package manager; null when nothing tells it.</param>
/// <param name="IsLambda">Whether its entry point speaks Lambda's protocol.</param>
internal sealed record ParentImage(string Image, LinuxDistribution? Distribution, bool IsLambda)
{
    /// <summary>An image that is known by its name.</summary>
    public static ParentImage Of(string image) => new(image, Distributions.Of(image), Distributions.IsLambda(image));

    /// <summary>The same under the name of a stage that goes on from it.</summary>
    public ParentImage As(string stage) => this with { Image = stage };
}
