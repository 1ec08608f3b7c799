using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Builders.Buildah;
using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Builders.Docker;
using LambdaImage.Engine.Builders.Nerdctl;
using LambdaImage.Engine.Builders.Podman;

namespace LambdaImage.Engine.Plans;

/// <summary>The builders that run instructions in containers; here order is preference.</summary>
internal static class ContainerBuilders
{
    public static IReadOnlyList<IImageBuilder> Of(EngineParts parts, FindLogins? logins = null, string? builder = null) =>
    [
        new DockerBuilder(parts.Processes, parts.Environment, parts.CompressedLayers, logins, builder),
        new PodmanBuilder(parts.Processes, parts.Environment, parts.CompressedLayers, logins),
        new BuildahBuilder(parts.Processes, parts.Environment, parts.CompressedLayers, logins),
        new NerdctlBuilder(BuildEngine.Finch, parts.Processes, parts.Environment, parts.CompressedLayers, logins),
        new NerdctlBuilder(BuildEngine.Nerdctl, parts.Processes, parts.Environment, parts.CompressedLayers, logins),
    ];
}
