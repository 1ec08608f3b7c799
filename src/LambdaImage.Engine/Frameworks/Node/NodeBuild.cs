using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Tells where the build script of a Node.js project puts a source file.</summary>
internal static partial class NodeBuild
{
    private const string Settings = "tsconfig.json";

    /// <summary>Path, without extension, of what a source becomes; null when nothing says so.</summary>
    public static string? ModuleOf(ProjectDirectory project, string source)
    {
        // Without a script nothing moves; that nothing compiles it either is said when the Dockerfile is written.
        if (Script(project) is not { } script) return WithoutExtension(source);
        if (OutFile().Match(script) is { Success: true } file) return WithoutExtension(Plain(file.Groups["path"].Value));
        if (NcCompiler().IsMatch(script)) return $"{Plain(OutFolder(script) ?? "dist")}/index";
        if (Bundler().Match(script) is { Success: true } bundler)
        {
            var folder = OutFolder(script) ?? (bundler.Groups["tool"].Value == "esbuild" ? null : "dist");
            return folder is null ? null : Below(folder, FolderOf(Plain(bundler.Groups["entry"].Value)), source);
        }

        return Compiler(project, script, source);
    }

    private static string? Compiler(ProjectDirectory project, string script, string source)
    {
        var (output, root, isComplete) = Options(project);
        var runsCompiler = TypeScript().IsMatch(script);
        if (runsCompiler) output = OutFolder(script) ?? output;
        if (output is null) return runsCompiler && isComplete ? WithoutExtension(source) : null;
        // Without rootDir the compiler mirrors the deepest folder that all sources share.
        return Below(output, Plain(root ?? (project.Files("*.ts").Count == 0 ? "src" : "")), source);
    }

    /// <summary>The compiler's settings, also from the file that tsconfig.json extends.</summary>
    private static (string? Output, string? Root, bool IsComplete) Options(ProjectDirectory project)
    {
        var config = project.Json(Settings);
        if (config is null) return (null, null, IsComplete: true);
        var parentName = JsonManifest.Text(config, "extends");
        var parent = parentName is null || parentName[0] != '.' ? null : Parent(project, parentName);
        return (Option(config, "outDir") ?? Option(parent, "outDir"), Option(config, "rootDir") ?? Option(parent, "rootDir"), parentName is null || parent is not null);
    }

    private static JsonObject? Parent(ProjectDirectory project, string name) => project.Json(Plain(name)) ?? project.Json(Plain(name) + ".json");

    private static string? Option(JsonObject? config, string name) =>
        config is null ? null : JsonManifest.Text(config, "compilerOptions", name);

    /// <summary>The build script with the scripts that it runs in turn.</summary>
    private static string? Script(ProjectDirectory project)
    {
        if (PackageJson.Read(project) is not { } manifest || manifest.Script("build") is not { } script) return null;
        return RunScript().Replace(script, match => manifest.Script(match.Groups["name"].Value) ?? match.Value);
    }

    private static string Below(string output, string root, string source)
    {
        var module = WithoutExtension(source);
        var inner = root.Length > 0 && module.StartsWith(root + "/", StringComparison.Ordinal) ? module[(root.Length + 1)..] : module;
        var folder = Plain(output);
        return folder.Length == 0 ? inner : $"{folder}/{inner}";
    }

    private static string? OutFolder(string script) =>
        OutFolderOption().Match(script) is { Success: true } folder ? folder.Groups["path"].Value : null;

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var end ? path[..end] : "";

    private static string WithoutExtension(string path) =>
        path.LastIndexOf('.') is var end && end > path.LastIndexOf('/') ? path[..end] : path;

    private static string Plain(string path) => string.Join('/', path.Split('/').Where(part => part is not ("." or "")));

    [GeneratedRegex(@"--outfile[= ](?<path>[^\s'""&;]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OutFile();

    [GeneratedRegex(
        @"(?<=\s)(--outdir|--out-dir|--outDir|-d|-o|--out)[= ](?<path>[^\s'""&;]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OutFolderOption();

    [GeneratedRegex(
        @"\b(?<tool>esbuild|tsup|tsup-node)\b[^&|;]*?\s['""]?(?<entry>[\w.*/-]+\.[mc]?[jt]s)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bundler();

    [GeneratedRegex(@"\bncc\s+build\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NcCompiler();

    [GeneratedRegex(@"(^|[\s;&|])tsc(\s|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeScript();

    [GeneratedRegex(
        @"\b(npm run|pnpm run|yarn run|pnpm|yarn)\s+(?<name>[\w:.-]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RunScript();
}
