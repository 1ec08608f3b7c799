using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>What stages start from, once variables are expanded.</summary>
internal sealed class StageBases(Dockerfile dockerfile, BuildRequest request)
{
    /// <summary>The scope of FROM.</summary>
    public BuildVariables Variables { get; } = BuildVariables.Global(dockerfile, request);

    public NamedContexts Contexts { get; } = new(request);

    /// <summary>The processor of the build.</summary>
    public LambdaArchitecture Architecture => request.Dockerfile.Project.Architecture;

    /// <summary>The image, stage or context that a FROM names.</summary>
    /// <exception cref="LambdaImageException">It cannot be expanded.</exception>
    public string ImageOf(From from) => Variables.ImageOf(dockerfile, from);

    /// <summary>The processor that a FROM asks for, else that of the build; null: one that Lambda does not have.</summary>
    /// <exception cref="LambdaImageException">It cannot be expanded.</exception>
    public LambdaArchitecture? ArchitectureOf(From from) => from.Platform is null
        ? Architecture
        : LambdaArchitectures.Parse(PlatformOf(from));

    /// <summary>What <c>--platform</c> says.</summary>
    /// <exception cref="LambdaImageException">It cannot be expanded.</exception>
    public string PlatformOf(From from) => Variables.WordOf(dockerfile, from, from.Platform!);

    /// <summary>The context that stands in for a whole stage, because it has the stage's name; null: none does.</summary>
    public string? ContextOf(Stage stage) =>
        request.BuildContexts.Count > 0 && stage.Name is { } name ? Contexts.Find(name.ToLowerInvariant(), ArchitectureOf(stage.From)) : null;
}
