using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Named contexts as podman and buildah take them: found by the very text of the Dockerfile, layouts by the name of their transport, and folders
/// for COPY --from and RUN --mount only.
/// <see href="https://github.com/containers/buildah/blob/main/docs/buildah-build.1.md"/></summary>
internal static class BuildahContexts
{
    /// <exception cref="LambdaImageException">They cannot take one.</exception>
    public static IReadOnlyList<string> Arguments(BuildJob job, BuildEngine engine)
    {
        var request = job.Request;
        if (request.BuildContexts.Count == 0) return [];
        var bases = new StageBases(job.Dockerfile, request);
        foreach (var (stage, index) in job.Dockerfile.Stages.Select((stage, index) => (stage, index)))
        {
            var name = bases.ImageOf(stage.From);
            if (StageSelection.NameIndex(job.Dockerfile, name, index) is null && bases.Contexts.Find(name, bases.ArchitectureOf(stage.From)) is { } folder
                && Directory.Exists(folder))
                throw BuilderErrors.ContextUnsupported(engine, name, folder, "it starts a stage from an image only");
        }

        var contexts = new SortedDictionary<string, string>(request.BuildContexts.ToDictionary(), StringComparer.Ordinal);
        foreach (var name in job.Dockerfile.Sources(bases.ImageOf))
        {
            if (bases.Contexts.Find(name, job.Architecture) is { } context) contexts[name] = context;
        }

        return [.. contexts.SelectMany(context => new[] { "--build-context", $"{context.Key}={Source(context.Key, context.Value)}" })];

        string Source(string name, string context) => LayoutReference.Find(context) switch
        {
            null => BuildArguments.ContextSource(context),
            { Digest: not null } => throw BuilderErrors.ContextUnsupported(engine, name, context, "it takes an image of a layout by its tag only"),
            var layout => $"container-image://oci:{layout.Folder}:{layout.Tag}",
        };
    }
}
