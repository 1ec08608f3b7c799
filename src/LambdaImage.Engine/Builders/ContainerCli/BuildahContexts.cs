using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Named contexts as podman and buildah take them: found by the very text of the Dockerfile, layouts by the name of their transport, and folders
/// for COPY --from and RUN --mount only.
/// <see href="https://github.com/containers/buildah/blob/main/docs/buildah-build.1.md"/></summary>
internal static class BuildahContexts
{
    /// <summary>The first FROM of a folder.</summary>
    public static Unsupported? Folder(Dockerfile dockerfile, BuildRequest request, BuildEngine engine)
    {
        if (request.BuildContexts.Count == 0) return null;
        var bases = new StageBases(dockerfile, request);
        return StageSelection.Of(dockerfile, request.Target, bases).Contexts
            .Where(used => used.By is From from && used.Name == bases.ImageOf(from) && Directory.Exists(used.Context))
            .Select(used => new Unsupported(used.By, $"{engine.Name()} starts a stage from an image only, and the context {used.Context} is a folder")).FirstOrDefault();
    }

    /// <exception cref="LambdaImageException">They cannot take one.</exception>
    public static IReadOnlyList<string> Arguments(BuildJob job, BuildEngine engine)
    {
        var request = job.Request;
        if (request.BuildContexts.Count == 0) return [];
        var bases = new StageBases(job.Dockerfile, request);
        var contexts = new SortedDictionary<string, string>(request.BuildContexts.ToDictionary(), StringComparer.Ordinal);
        // Of all stages: before 1.30 those that nobody needs are built, too.
        foreach (var name in job.Dockerfile.Sources(bases.ImageOf))
        {
            if (bases.Contexts.Find(name, job.Architecture) is { } context) contexts[name] = context;
        }

        return [.. contexts.SelectMany(context => new[] { "--build-context", $"{context.Key}={Source(context.Key, context.Value)}" })];

        string Source(string name, string context) => LayoutReference.Find(context) switch
        {
            null => BuildArguments.ContextSource(context),
            { Digest: not null } => throw BuilderErrors.ContextUnsupported(engine, name, context, "it takes an image of a layout by its tag only"),
            // What has no name is found without one only.
            var layout => $"container-image://oci:{layout.Folder}" + (OciLayout.Has(layout.Folder, layout.Tag) ? ":" + layout.Tag : ""),
        };
    }
}
