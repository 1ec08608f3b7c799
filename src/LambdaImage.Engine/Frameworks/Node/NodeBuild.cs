using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Tells where the build script of a Node.js project puts a source file.</summary>
internal static partial class NodeBuild
{
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

        return SwcCompiler().IsMatch(script) ? Swc(project, script, source) : Compiler(project, script, source);
    }

    /// <summary>Whether the build script makes files that a server may hand out, whatever it is started from.</summary>
    public static bool MakesFiles(ProjectDirectory project) => Script(project) is { } script && Maker().IsMatch(script);

    /// <summary>The folder at the top of what the build script makes, so that a stale one stays out of the image; null when nothing says so.</summary>
    public static string? OutputOf(ProjectDirectory project)
    {
        if (Script(project) is not { } script) return null;
        var folder = OutFolder(script) ?? TsConfig.Read(project).Output;
        return folder is null ? null : Plain(folder).Split('/')[0] is { Length: > 0 } top ? top : null;
    }

    private static string? Compiler(ProjectDirectory project, string script, string source)
    {
        var (output, root, isComplete) = TsConfig.Read(project, ProjectOption().Match(script) is { Success: true } option ? Plain(option.Groups["path"].Value) : TsConfig.File);
        var runsCompiler = TypeScript().IsMatch(script);
        if (runsCompiler) output = OutFolder(script) ?? output;
        if (output is null) return runsCompiler && isComplete ? WithoutExtension(source) : null;
        // Without rootDir the compiler mirrors the deepest folder that all sources share.
        return Below(output, Plain(root ?? (project.Files("*.ts").Count == 0 ? "src" : "")), source);
    }

    /// <summary>swc keeps the folder of the sources below the output since version 0.3 of its program.
    /// <see href="https://swc.rs/docs/usage/cli#--strip-leading-paths"/></summary>
    private static string? Swc(ProjectDirectory project, string script, string source)
    {
        if (OutFolder(script) is not { } output) return null;
        var isOld = PackageJson.Read(project)?.FindAnywhere("@swc/cli") is { Constraint: var version } && OldSwc().IsMatch(version);
        var strips = isOld || script.Contains("--strip-leading-paths", StringComparison.Ordinal);
        return Below(output, strips ? source.Split('/')[0] : "", source);
    }

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

    [GeneratedRegex(
        @"(^|[\s;&|])(vite|webpack|webpack-cli|rspack|rsbuild|parcel|rollup|esbuild|react-scripts|vue-cli-service|ng|gulp|grunt|tailwindcss|postcss|sass|browserify)(\s|$)|\b(npm|pnpm|yarn)\b[^&|;]*\bbuild\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Maker();

    [GeneratedRegex(@"\bncc\s+build\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NcCompiler();

    [GeneratedRegex(@"(^|[\s;&|])swc\s", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SwcCompiler();

    [GeneratedRegex(@"^[\^~]?0\.[0-2]\.", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OldSwc();

    [GeneratedRegex(@"\btsc\b[^&|;]*?\s(-p|--project|-b|--build)[= ](?<path>[^\s'""&;]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProjectOption();

    [GeneratedRegex(@"(^|[\s;&|])tsc(\s|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeScript();

    [GeneratedRegex(
        @"\b(npm run|pnpm run|yarn run|bun run|node --run|pnpm|yarn)\s+(?<name>[\w:.-]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RunScript();
}
