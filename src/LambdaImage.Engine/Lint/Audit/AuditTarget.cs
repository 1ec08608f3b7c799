namespace LambdaImage.Engine.Lint.Audit;

/// <summary>What packages have to fit.</summary>
/// <param name="Architecture">Processor of the function.</param>
/// <param name="Distribution">Of the stage's base image.</param>
/// <param name="Version">Of the language there; null where the base image does not tell.</param>
internal sealed record AuditTarget(LambdaArchitecture Architecture, LinuxDistribution Distribution, string? Version);
