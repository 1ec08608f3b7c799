using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>The package that becomes the image: the project itself, or one package of its workspace.</summary>
internal sealed class NodeApp
{
    /// <summary>Options of npm, pnpm, yarn and bun that say where to run something.</summary>
    private static readonly string[] FolderOptions = ["--prefix", "-w", "--workspace", "-C", "--dir", "--cwd"];

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

    /// <summary>The one that a handler or a command names, by a path in its folder or by the folder itself; else the project itself.</summary>
    public static NodeApp Of(ProjectDirectory project, string? command)
    {
        string[] words = command?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new NodeApp(project, WorkspaceFolders.Of(project).FirstOrDefault(folder =>
            FolderAt(words, folder) is not null || words.Any(word => Plain(word).StartsWith(folder, StringComparison.Ordinal))) ?? "");
    }

    /// <summary>Which word of a command is a package's folder: what Node.js runs, what an option says where to run, or a path. Any other word that is the same may be
    /// the name of a script or a value. Null: none.</summary>
    /// <param name="words">The command.</param>
    /// <param name="folder">The folder, with a slash at the end.</param>
    public static int? FolderAt(IReadOnlyList<string> words, string folder)
    {
        for (var at = 1; at < words.Count; at++)
        {
            if ($"{Plain(words[at]).TrimEnd('/')}/" == folder && IsPlace(at)) return at;
        }

        return null;

        bool IsPlace(int at) => words[0] switch
        {
            "node" => NodeStart.EntryAt(words) == at,
            "npm" => FolderOptions.Contains(words[at - 1]),
            _ => FolderOptions.Contains(words[at - 1]) || words[at].TrimEnd('/').Contains('/', StringComparison.Ordinal),
        };
    }

    /// <summary>A path without a <c>./</c> at its start, which says only that it is one.</summary>
    public static string Plain(string path) => path.StartsWith("./", StringComparison.Ordinal) && path.Length > 2 ? path[2..] : path;

    /// <summary>Evidence as seen from the project.</summary>
    public Evidence Locate(Evidence evidence) => evidence with { File = Folder + evidence.File };
}
