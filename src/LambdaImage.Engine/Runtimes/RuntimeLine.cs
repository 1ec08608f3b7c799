namespace LambdaImage.Engine.Runtimes;

/// <summary>One supported version of a runtime.</summary>
/// <param name="Version">As in the image tag.</param>
/// <param name="EndsOn">Day on which its support ends; null when no day is published.</param>
internal sealed record RuntimeLine(string Version, DateOnly? EndsOn = null)
{
    /// <summary>False when Lambda knows the version but nobody has seen a base image of it: never a default, and warned
    /// of.</summary>
    public bool IsConfirmed { get; init; } = true;

    /// <summary>Tag of the image, where it is not the version.</summary>
    public string? Tag { get; init; }
}
