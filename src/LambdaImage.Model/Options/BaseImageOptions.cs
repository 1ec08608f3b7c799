namespace LambdaImage;

/// <summary>The base image of the final stage. The whole reference beats the parts; each part replaces that part of the detected image.</summary>
public sealed record BaseImageOptions
{
    /// <summary>Whole reference, for example <c>123456789012.dkr.ecr.eu-west-1.amazonaws.com/base/python:3.13</c>.</summary>
    public string? Image { get; init; }

    /// <summary>Registry and repository without tag, for example <c>public.ecr.aws/docker/library/ruby</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Whole tag, for example <c>3.4-bookworm</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>What follows the version in the tag, for example <c>slim</c>; empty for the full image.</summary>
    public string? Variant { get; init; }

    /// <summary>Distribution, where the image's name does not tell it; decides which package manager is used.</summary>
    public LinuxDistribution? Distribution { get; init; }
}
