using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A Node.js function that exports <c>handler</c>, in JavaScript or in TypeScript with a build
/// script.</summary>
internal sealed class NodeHandler : NodeFramework
{
    public override string Name => "Node.js";

    public override string? Specializes => null;

    public override string LooksFor =>
        "an exported handler in index, app, main, handler or lambda (.js, .mjs, .cjs, .ts), also under src/";

    public override FrameworkFacts Facts => new("Node.js", "public.ecr.aws/lambda/nodejs", "index.handler",
        Notes: "steps: build, prisma, browsers; Debian with aws-lambda-ric where a package needs what Amazon Linux lacks");

    protected override bool ServesHttp => false;

    protected override NodeFind? Find(NodeApp app)
    {
        var found = NodeSources.FindHandler(app.Directory);
        if (found is null && (app.Manifest is null || app.IsInWorkspace)) return null;
        return new NodeFind
        {
            Handler = found?.Handler is { } handler ? app.Folder + handler : null,
            Incomplete = found is null ? NoHandler(app.Root) : found.Value.Handler is null ? NoOutput(app.Directory, found.Value.Evidence.File) : null,
            Evidence = [.. app.Manifest is null ? [] : new[] { new Evidence("package.json", null, "is there", Name) }, .. found is null ? [] : new[] { found.Value.Evidence }],
        };
    }

    protected override void Write(NodeApp app, Detection found, DockerfileBuilder file)
    {
        var handler = found.Handler!;
        var inner = app.IsInWorkspace ? handler[app.Folder.Length..] : handler;
        var source = NodeSources.FindHandler(app.Directory);
        var hasBuild = app.Manifest?.Script("build") is not null;
        var isTyped = source is { IsCompiled: true };
        if (!hasBuild && isTyped && source!.Value.Handler == inner) throw NoBuildScript(app.Directory, source.Value.Evidence.File);
        var exists = NodeSources.Exists(app.Directory, inner);
        // With a build script the file may only come into being inside the image.
        if (!hasBuild && !exists) throw Missing(found);
        var output = NodeOutputs.Of(app, inner);
        var image = new NodeImage(app, found, file);
        var isBuilt = hasBuild && (isTyped || !exists || output is not null);
        if (isBuilt && output is not null) file.Ignore(app.Folder + output);
        var stage = image.Write(new NodeRecipe { IsBuilt = isBuilt, IsHandler = true });
        if (!image.Parent.Image.IsLambda) NodeRuntimeClient.Start(stage, image.Parent.Node, found.Runtime);
        stage.Cmd(handler);
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
