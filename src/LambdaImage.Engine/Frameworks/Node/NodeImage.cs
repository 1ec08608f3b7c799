using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects.Locks;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>What every Node.js image shares: base image, packages, compilation and code, in a container or on the host.</summary>
internal sealed class NodeImage
{
    private readonly NodeApp _app;
    private readonly Detection _found;
    private readonly DockerfileBuilder _file;
    private readonly NodeExtras _extras;

    public NodeImage(NodeApp app, Detection found, DockerfileBuilder file)
    {
        _app = app;
        _found = found;
        _file = file;
        Packages = app.Manifest is null ? null : NodePackages.Of(app.Root, app.RootManifest ?? app.Manifest);
        Locked = app.Manifest is null ? new NodeLock(null, []) : NodeLock.Read(app.Root, app.Manifest, app.Folder, Packages!.LockFile);
        Parent = NodeParent.Choose(app, found.Runtime, Locked.Packages, file);
        _extras = NodeExtras.Of(app, found.Runtime, Parent);
    }

    public NodeParent Parent { get; }

    /// <summary>How packages are installed; null without package.json.</summary>
    public NodePackages? Packages { get; }

    /// <summary>Every package of production.</summary>
    public NodeLock Locked { get; }

    /// <summary>Fills the file up to the point where frameworks differ.</summary>
    /// <returns>The final stage, which lacks ENTRYPOINT and CMD.</returns>
    public StageBuilder Write(NodeRecipe recipe)
    {
        _file.Ignore(NodePackages.Ignored);
        NodeSettings.Check(_app, Packages, _file);
        var build = recipe.IsBuilt ? _file.Command("build", recipe.BuildCommand ?? Build()) : null;
        var keeps = recipe.KeepsPackages && (_app.Manifest is { HasPackages: true } || _app.IsInWorkspace);
        var installs = recipe.IsBuilt || keeps || _extras.Prisma is not null;
        var needsClient = recipe.IsHandler && !Parent.Image.IsLambda;
        if (!installs && !needsClient) return Final(recipe).Copy(["."], "./");
        if (_file.InstallsOnHost)
        {
            var onHost = Final(recipe);
            new NodeHost(_app, Packages, Locked, Parent, _extras, _found).Write(recipe, onHost, _file, build);
            return onHost;
        }

        var stages = new NodeStages(_app, Packages, Parent, _extras, _file);
        var stage = stages.Start(recipe, recipe.IsBuilt, needsClient);
        if (needsClient) NodeRuntimeClient.Install(stage, _found.Runtime);
        var copy = installs ? stages.Fill(stage, recipe, build, keeps) : final => final.Copy(["."], "./");
        var final = Final(recipe);
        if (needsClient) final.Copy([NodeRuntimeClient.Folder], NodeRuntimeClient.Folder, from: "build");
        copy(final);
        return final;
    }

    private string Build() => _app.IsInWorkspace ? NodeWorkspace.Of(_app, Packages!, LambdaBaseImages.TaskRoot).Build : Packages!.Build;

    private StageBuilder Final(NodeRecipe recipe)
    {
        var stage = _file.FinalStage(Parent.Image);
        if (!Parent.Image.IsLambda) stage.WorkDir(LambdaBaseImages.TaskRoot);
        recipe.Prepare?.Invoke(stage);
        var extras = _extras.Run;
        if (extras.Count > 0) stage.Env(extras);
        return stage.Prepare(Parent.Needs.Run);
    }
}
