using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>The compiler's settings, also from the files that tsconfig.json extends. <see href="https://www.typescriptlang.org/tsconfig/#extends"/></summary>
/// <param name="Output">Folder of the compiled files, relative to the project; null when none is named.</param>
/// <param name="Root">Folder whose structure is kept; null when none is named.</param>
/// <param name="IsComplete">Whether every file that may say so could be read.</param>
internal sealed record TsConfig(string? Output, string? Root, bool IsComplete)
{
    public const string File = "tsconfig.json";
    private const int DepthLimit = 10;

    /// <summary>Reads a configuration; one without a word about folders when there is none.</summary>
    /// <param name="project">The project.</param>
    /// <param name="file">Path of the configuration.</param>
    public static TsConfig Read(ProjectDirectory project, string file = File) =>
        Read(project, file, 0) ?? new TsConfig(null, null, IsComplete: true);

    private static TsConfig? Read(ProjectDirectory project, string file, int depth)
    {
        if (depth > DepthLimit || (project.Json(file) ?? project.Json(file + ".json")) is not { } json) return null;
        var known = new TsConfig(Folder("outDir"), Folder("rootDir"), IsComplete: true);
        IReadOnlyList<string> parents = JsonManifest.Text(json, "extends") is { } single ? [single] : JsonManifest.Texts(json["extends"]);
        // The last of several parents goes first, and the file itself before all.
        foreach (var parent in parents.Reverse())
        {
            var isFile = parent.StartsWith('.') || parent.StartsWith('/');
            var path = isFile ? RelativePath.Combine(file, parent) : null;
            var other = path is null ? null : Read(project, path, depth + 1);
            // Shared configurations in packages, such as @tsconfig/node22, cannot know the project's folders.
            known = new TsConfig(known.Output ?? other?.Output, known.Root ?? other?.Root, known.IsComplete && (other?.IsComplete ?? !isFile));
        }

        return known;

        // A folder is relative to the file that names it.
        string? Folder(string name) => JsonManifest.Text(json, "compilerOptions", name) is { } folder ? RelativePath.Combine(file, folder.Replace("${configDir}", ".", StringComparison.Ordinal)) : null;
    }
}
