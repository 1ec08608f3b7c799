using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>What all frameworks on Node.js share: they are looked for in the project, then in the packages of its workspace.</summary>
internal abstract class NodeFramework : IFramework
{
    public abstract string Name { get; }

    public virtual string? Specializes => "Node.js";

    public abstract string LooksFor { get; }

    public abstract FrameworkFacts Facts { get; }

    /// <summary>Whether the image runs a web server behind the adapter.</summary>
    protected virtual bool ServesHttp => true;

    public Detection? Detect(ProjectDirectory project)
    {
        List<(NodeApp App, NodeFind Find)> found = [];
        foreach (var app in NodeApp.All(project))
        {
            // What the project itself is, its packages only help to be.
            if (app.IsInWorkspace && IsApp(project)) break;
            if (Find(app) is { } find) found.Add((app, find));
        }

        if (found.Exists(one => one.Find.Incomplete is null)) found.RemoveAll(one => one.Find.Incomplete is not null);
        if (found.Count == 0) return null;
        var (chosen, first) = found[0];
        if (found.Count == 1 && first.LookCloser is { } look) first = look(first);
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Node.Choose(AskedVersions.Node(chosen.IsInWorkspace && AskedVersions.Node(chosen.Directory) is not null ? chosen.Directory : project)),
            Handler = found.Count > 1 ? null : first.Handler,
            Incomplete = found.Count > 1 ? NodeErrors.SeveralPackages(project.Path, Name, found.Select(one => one.Find.Handler ?? one.App.Folder)) : first.Incomplete,
            Refusal = first.Refusal,
            ServesHttp = ServesHttp,
            Evidence = [.. first.Evidence.Select(chosen.Locate)],
            Warnings = [.. first.Warnings],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var app = NodeApp.Of(found.Project, found.Handler);
        Write(app, found, file);
    }

    /// <summary>Recognises one package; null: not mine.</summary>
    protected abstract NodeFind? Find(NodeApp app);

    protected abstract void Write(NodeApp app, Detection found, DockerfileBuilder file);

    /// <summary>Whether the project itself is something on Node.js, whatever its packages are.</summary>
    private static bool IsApp(ProjectDirectory project) => project.Remember<object>(nameof(IsApp), () =>
        FrameworkCatalog.All.OfType<NodeFramework>().Any(framework => framework.Find(NodeApp.All(project)[0]) is { Incomplete: null })) is true;

    /// <summary>A dependency of production.</summary>
    protected static Dependency? Requires(NodeApp app, params IEnumerable<string> names) => app.Manifest?.Find(names);

    /// <summary>A tool that builds, which is mostly among the dependencies of development.</summary>
    protected static Dependency? BuildsWith(NodeApp app, params IEnumerable<string> names) => app.Manifest?.FindAnywhere(names);
}
