using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A Node.js function that exports <c>handler</c>, in JavaScript or in TypeScript with a build
/// script.</summary>
internal sealed class NodeHandler : IFramework
{
    public string Name => "Node.js";

    public string? Specializes => null;

    public string LooksFor =>
        "an exported handler in index, app, main, handler or lambda (.js, .mjs, .cjs, .ts), also under src/";

    public FrameworkFacts Facts => new("Node.js", "public.ecr.aws/lambda/nodejs", "index.handler");

    public Detection? Detect(ProjectDirectory project)
    {
        var manifest = PackageJson.Read(project);
        var found = NodeSources.FindHandler(project);
        if (manifest is null && found is null) return null;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Node.Choose(AskedVersions.Node(project)),
            Handler = found?.Handler,
            Incomplete = found is null ? NoHandler(project) : found.Value.Handler is null ? NoOutput(project, found.Value.Evidence.File) : null,
            Evidence = [.. manifest is null ? [] : new[] { new Evidence(PackageJson.File, null, "is there", Name) }, .. found is null ? [] : new[] { found.Value.Evidence }],
            Warnings = manifest is null ? [] : [.. NodePackages.Of(project, manifest).Warnings(manifest)],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var manifest = PackageJson.Read(found.Project);
        var source = NodeSources.FindHandler(found.Project);
        var hasBuild = manifest?.Script("build") is not null;
        var isTyped = source is { IsCompiled: true };
        if (!hasBuild && isTyped && source!.Value.Handler == found.Handler) throw NoBuildScript(found.Project, source.Value.Evidence.File);
        var exists = NodeSources.Exists(found.Project, found.Handler!);
        // With a build script the file may only come into being inside the image.
        if (!hasBuild && !exists) throw Missing(found);
        NodeImage.Write(found.Project, found.Runtime, hasBuild && (isTyped || !exists), file).Cmd(found.Handler!);
    }

    private static LambdaImageException NoHandler(ProjectDirectory project) => ProjectErrors.HandlerNotFound(
        $"{project.Path} is a Node.js project, but none of index, app, main, handler and lambda (.js, .mjs, .cjs, .ts), also under src/, exports a function named handler.",
        "Export one (export const handler = async (event) => …), or name yours with -Handler file.function.", project.Path);

    private static LambdaImageException NoOutput(ProjectDirectory project, string source) => ProjectErrors.HandlerNotFound(
        $"The handler is in {source}, but neither the build script of package.json nor tsconfig.json says where the compiled file ends up.",
        "Name the compiled file with -Handler, for example -Handler dist/index.handler.", project.FullPath(source));

    private static LambdaImageException NoBuildScript(ProjectDirectory project, string source) => ProjectErrors.HandlerNotFound(
        $"The handler is in {source}, but package.json has no script named build that compiles it.",
        "Add one, for example \"build\": \"tsc\", or compile it yourself and name the result with -Handler.", project.FullPath(source));

    private static LambdaImageException Missing(Detection found) => ProjectErrors.HandlerNotFound(
        $"There is no JavaScript file for the handler {found.Handler} in {found.Project.Path}.",
        "Use -Handler file.function, with the path relative to the project folder and without extension.", found.Handler!);
}
