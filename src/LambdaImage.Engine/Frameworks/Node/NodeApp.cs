using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>The package that becomes the image: the project itself, or one package of its workspace.</summary>
internal sealed class NodeApp
{
    private NodeApp(ProjectDirectory root, string folder)
    {
        Root = root;
        Folder = folder;
        Directory = folder.Length == 0 ? root : new ProjectDirectory(root.FullPath(folder.TrimEnd('/')));
        Manifest = PackageJson.Read(Directory);
    }

    /// <summary>The project, which has the lock file.</summary>
    public ProjectDirectory Root { get; }

    /// <summary>The package's folder below the project with a slash at the end; empty for the project itself.</summary>
    public string Folder { get; }

    /// <summary>The package's folder.</summary>
    public ProjectDirectory Directory { get; }

    /// <summary>The package's manifest; null when a handler stands alone.</summary>
    public PackageJson? Manifest { get; }

    /// <summary>The manifest beside the lock file.</summary>
    public PackageJson? RootManifest => PackageJson.Read(Root);

    public bool IsInWorkspace => Folder.Length > 0;

    /// <summary>The project itself, then the packages of its workspace. Every framework asks for them, so they are made once.</summary>
    public static IReadOnlyList<NodeApp> All(ProjectDirectory project) => project.Remember<IReadOnlyList<NodeApp>>(
        nameof(NodeApp), () => [new NodeApp(project, ""), .. WorkspaceFolders.Of(project).Select(folder => new NodeApp(project, folder))]);

    /// <summary>The one that a handler or a command names, by a path in its folder; else the project itself.</summary>
    public static NodeApp Of(ProjectDirectory project, string? command)
    {
        var words = command?.Split(' ') ?? [];
        // A command may name the folder itself; a handler is in a file of it.
        var end = words.Length > 1 ? "/" : "";
        return new NodeApp(project, WorkspaceFolders.Of(project).FirstOrDefault(folder => words.Any(word => (Plain(word) + end).StartsWith(folder, StringComparison.Ordinal))) ?? "");
    }

    /// <summary>Evidence as seen from the project.</summary>
    public Evidence Locate(Evidence evidence) => evidence with { File = Folder + evidence.File };

    private static string Plain(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
}
