namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>What the output of a failed build says.</summary>
/// <param name="Summary">The tool's own last word.</param>
/// <param name="Step">The step it failed in, as the tool writes it; null when it does not say.</param>
/// <param name="Line">Line of the Dockerfile; null when it cannot be told.</param>
/// <param name="ExitCode">Exit code of the command in a RUN step; null when it was not one.</param>
internal sealed record BuildFailure(string Summary, string? Step, int? Line, int? ExitCode);

/// <summary>Why a base image could not be had.</summary>
internal enum BaseImageProblem
{
    Missing,
    Unreachable,
    Throttled,
    Unauthorized,
    WrongPlatform,
}
