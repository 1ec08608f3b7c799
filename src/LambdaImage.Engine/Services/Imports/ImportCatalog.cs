using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>All tools whose files are read.</summary>
internal sealed class ImportCatalog(IEnvironment environment)
{
    /// <summary>The tools. Where a folder has files of several, the first that describes images counts.</summary>
    public IReadOnlyList<IServiceImport> All { get; } =
        [new ServerlessImport(environment.Get), new SamImport(), new DotnetToolsImport(), new LambrollImport(), new JetsImport()];

    /// <summary>What a folder's file describes; null when there is none with functions, or none at all.</summary>
    /// <param name="folder">Absolute path of the folder.</param>
    /// <param name="from">The file; null: whichever is there.</param>
    /// <param name="options">What was asked for beside the file.</param>
    /// <exception cref="LambdaImageException">The file cannot be read, or is none of any tool.</exception>
    public ImportedService? Find(string folder, string? from, ImportOptions options)
    {
        if (from is not null)
        {
            var path = Path.GetFullPath(from, folder);
            if (!File.Exists(path)) throw ServiceErrors.NothingToImport(folder, [Path.GetFileName(path)]);
            var name = Path.GetFileName(path);
            var owner = All.FirstOrDefault(each => each.Files.Any(file => Path.GetFileName(file) == name)) ?? throw ServiceErrors.NotImportable(path, All.SelectMany(each => each.Files));
            // A file such as config/jets/deploy.rb lies where its project does not begin.
            var suffix = owner.Files.First(file => Path.GetFileName(file) == name);
            var root = path.EndsWith(Path.DirectorySeparatorChar + suffix.Replace('/', Path.DirectorySeparatorChar), StringComparison.Ordinal)
                ? path[..^(suffix.Length + 1)] : Path.GetDirectoryName(path)!;
            return owner.Read(new ProjectDirectory(root), Path.GetRelativePath(root, path).Replace('\\', '/'), options);
        }

        var project = new ProjectDirectory(folder);
        ImportedService? first = null;
        foreach (var (import, file) in All.SelectMany(import => import.Files.Select(file => (import, file))))
        {
            if (!project.Exists(file) || import.Read(project, file, options) is not { } found) continue;
            if (found.HasFunctions) return found;
            first ??= found;
        }

        return first;
    }
}
