using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>How a server is started, as its package says.</summary>
/// <param name="Command">Program and arguments; paths are relative to the package.</param>
/// <param name="Evidence">Where that is said.</param>
internal sealed partial record NodeStart(IReadOnlyList<string> Command, Evidence Evidence)
{
    public static readonly string[] MainFiles =
        ["index.js", "app.js", "server.js", "main.js", "index.mjs", "app.mjs", "server.mjs", "src/index.js", "src/app.js", "src/server.js", "src/main.js"];

    /// <summary>Programs that compile while they run, or watch; Lambda needs neither.</summary>
    private static readonly HashSet<string> Watchers = new(StringComparer.Ordinal) { "nodemon", "node-dev", "pm2", "pm2-runtime", "forever" };
    private static readonly HashSet<string> Compilers = new(StringComparer.Ordinal) { "ts-node", "ts-node-dev", "tsnd", "tsx", "babel-node", "vite-node", "swc-node", "esr", "esrun", "nest" };

    /// <summary>Sets variables and starts what follows. <see href="https://github.com/kentcdodds/cross-env"/></summary>
    private const string Setter = "cross-env";

    /// <summary>Variables that the image sets itself.</summary>
    private static readonly HashSet<string> Own = new(StringComparer.Ordinal) { "NODE_ENV", "PORT", "HOST" };

    /// <summary>Options of Node.js whose value is a word of its own. <see href="https://nodejs.org/api/cli.html#options"/></summary>
    private static readonly HashSet<string> WithValue = new(StringComparer.Ordinal)
    {
        "-C", "-r", "--allow-fs-read", "--allow-fs-write", "--build-snapshot-config", "--conditions", "--cpu-prof-dir", "--cpu-prof-interval", "--cpu-prof-name", "--diagnostic-dir",
        "--disable-proto", "--disable-warning", "--dns-result-order", "--env-file", "--env-file-if-exists", "--experimental-config-file", "--experimental-default-type",
        "--experimental-loader", "--experimental-policy", "--experimental-sea-config", "--heap-prof-dir", "--heap-prof-interval", "--heap-prof-name",
        "--heapsnapshot-near-heap-limit", "--heapsnapshot-signal", "--icu-data-dir", "--import", "--input-type", "--inspect-port", "--inspect-publish-uid", "--loader",
        "--localstorage-file", "--max-http-header-size", "--network-family-autoselection-attempt-timeout", "--openssl-config", "--policy-integrity", "--redirect-warnings",
        "--report-dir", "--report-directory", "--report-filename", "--report-signal", "--require", "--secure-heap", "--secure-heap-min", "--snapshot-blob",
        "--test-concurrency", "--test-isolation", "--test-name-pattern", "--test-reporter", "--test-reporter-destination", "--test-shard", "--test-skip-pattern", "--test-timeout",
        "--title", "--tls-cipher-list", "--tls-keylog", "--trace-event-categories", "--trace-event-file-pattern", "--trace-require-module", "--unhandled-rejections",
        "--use-largepages", "--v8-pool-size", "--watch-kill-signal", "--watch-path",
    };

    /// <summary>What to tell the user; null for nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>Finds the command: a start script, the main file, or a file with a usual name.</summary>
    /// <param name="app">The package.</param>
    /// <param name="scripts">Names of scripts, the best first.</param>
    /// <returns>Null when nothing says it.</returns>
    /// <exception cref="LambdaImageException">It is said, but cannot work in an image.</exception>
    public static NodeStart? Of(NodeApp app, params IEnumerable<string> scripts)
    {
        var manifest = app.Manifest!;
        LambdaImageException? failure = null;
        foreach (var name in scripts.Where(name => manifest.Script(name) is not null))
        {
            try
            {
                return Script(app, manifest, name);
            }
            catch (LambdaImageException error)
            {
                failure ??= error;
            }
        }

        if (Main(app, manifest) is { } main && (failure is null || NodeOutputs.Of(app, main) is not null))
            return new NodeStart(["node", main], new Evidence(PackageJson.File, manifest.Line("main"), $"main: {main}", "how the server starts"));
        if (failure is not null) throw failure;
        return app.Directory.FirstOf(MainFiles) is { } file ? new NodeStart(["node", file], new Evidence(file, null, "is there", "how the server starts")) : null;
    }

    /// <summary>The file or folder that the command runs, as it is written; null when it runs something else.</summary>
    public static string? EntryOf(IReadOnlyList<string> command) => EntryAt(command) is { } at ? command[at] : null;

    /// <summary>Which word of the command is that file or folder; null: none.</summary>
    public static int? EntryAt(IReadOnlyList<string> command)
    {
        if (command is not ["node", ..]) return null;
        for (var at = 1; at < command.Count; at++)
        {
            if (!command[at].StartsWith('-')) return at;
            if (command[at] is "-e" or "--eval" or "-p" or "--print" or "--run") return null;
            if (WithValue.Contains(command[at])) at++;
        }

        return null;
    }

    /// <summary>The file that the command runs, relative to the package: of a folder what Node.js takes of it.
    /// <see href="https://nodejs.org/api/modules.html#folders-as-modules"/></summary>
    public static string? FileOf(NodeApp app, IReadOnlyList<string> command)
    {
        if (EntryOf(command) is not { } entry) return null;
        var path = Inside(entry) is { Length: > 0 } file ? file : app.Manifest?.Main is { } main && Inside(main) is { Length: > 0 } given ? given : "index.js";
        return new[] { path, path + ".js", path + "/index.js" }.FirstOrDefault(app.Directory.Exists) ?? path;

        static string Inside(string written) => RelativePath.Combine("", written) ?? written.TrimStart('/');
    }

    /// <summary>The command as seen from the project.</summary>
    public string In(string folder)
    {
        string[] words = EntryAt(Command) is { } entry ? [.. Command.Select((word, at) => at == entry ? folder + NodeApp.Plain(word) : word)]
            : folder.Length == 0 ? [.. Command]
            : Command is ["npm", ..] ? ["npm", "--prefix", folder, .. Command.Skip(1)]
            : ["npm", "--prefix", folder, "exec", "--", .. Command];
        return string.Join(' ', words);
    }

    private static string? Main(NodeApp app, PackageJson manifest) =>
        manifest.Main is { } main && (app.Directory.Exists(main) || NodeOutputs.Of(app, main) is not null) ? main : null;

    private static NodeStart Script(NodeApp app, PackageJson manifest, string name)
    {
        var script = manifest.Script(name)!;
        var line = manifest.Line("scripts", name);
        var evidence = new Evidence(PackageJson.File, line, $"{name}: {script}", "how the server starts");
        var last = Segments().Split(Resolved(manifest, script, 0)) is { Length: > 1 } segments && segments[..^1].All(IsBuild) ? segments[^1] : Resolved(manifest, script, 0);
        string[] all = last.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] words = [.. all.SkipWhile(word => Assignment().IsMatch(word) || word is "cross-env" or "dotenv" or "--" or "exec" or "npx")];
        if (words is [var watcher, .. var arguments] && Watchers.Contains(watcher)
            && (arguments.Length == 0 ? Main(app, manifest) : arguments.FirstOrDefault(word => ScriptFile().IsMatch(word))) is { } watched)
        {
            return new NodeStart(["node", watched], evidence)
            {
                Warning = $"{app.Folder}{PackageJson.File}:{line} starts the server with {watcher}, which Lambda has no use for; the image starts node {watched}.",
            };
        }

        if (words is [var program, ..] && (Compilers.Contains(program) || Watchers.Contains(program)) && manifest.Find(PackageOf(program)) is null) throw NodeErrors.StartsWithTool(script, line, program);
        if (Loaded(words) is { } loader && manifest.Find(loader) is null && manifest.FindAnywhere(loader) is not null) throw NodeErrors.StartsWithTool(script, line, loader);
        // Started directly, the server gets Lambda's signals itself; anything cleverer is npm's to run.
        var before = all[..^words.Length];
        string[] variables = [.. before.Where(word => Assignment().IsMatch(word)).Select(word => word.Split('=')[0]).Where(variable => !Own.Contains(variable))];
        // What sets them is there for development only.
        var isLost = before.Contains(Setter) && manifest.Find(Setter) is null;
        var isPlain = PlainWords().IsMatch(string.Join(' ', words)) && (variables.Length == 0 || isLost) && (words is ["node", _, ..] || (words.Length > 0 && NodePrograms.Knows(words[0])));
        if (isLost && !isPlain) throw NodeErrors.StartsWithTool(script, line, Setter);
        return isPlain
            ? new NodeStart(words, evidence)
            {
                Warning = variables.Length == 0 ? null
                    : $"{app.Folder}{PackageJson.File}:{line} sets {string.Join(", ", variables)} with {Setter}, which is not among the dependencies of production, so the image starts the server without; give the variables to the function (-EnvironmentVariable).",
            }
            : new NodeStart(["npm", .. name == "start" ? ["start"] : new[] { "run", name }], evidence)
            {
                Warning = !EnvironmentFile().IsMatch(last) ? null
                    : $"{app.Folder}{PackageJson.File}:{line} loads variables from a file, and Node.js does not start without it: files such as .env are not in the image. Write --env-file-if-exists there.",
            };
    }

    /// <summary>The package that a program comes from.</summary>
    private static string PackageOf(string program) => program switch
    {
        "nest" => "@nestjs/cli",
        "babel-node" => "@babel/node",
        "pm2-runtime" => "pm2",
        "tsnd" => "ts-node-dev",
        _ => program,
    };

    /// <summary>A script that only runs another one is that other one.</summary>
    private static string Resolved(PackageJson manifest, string script, int depth) =>
        depth < 5 && RunScript().Match(script) is { Success: true } run && manifest.Script(run.Groups["name"].Value) is { } other ? Resolved(manifest, other, depth + 1) : script;

    private static bool IsBuild(string segment) => BuildCommand().IsMatch(segment);

    /// <summary>A package that is loaded before the program, for example <c>tsx</c> in <c>node --import tsx</c>.</summary>
    private static string? Loaded(string[] words)
    {
        var at = Array.FindIndex(words, word => word is "--import" or "-r" or "--require" or "--loader" or "--experimental-loader");
        return at >= 0 && at + 1 < words.Length ? words[at + 1].Split('/')[0] : null;
    }

    [GeneratedRegex(@"\s*&&\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Segments();

    [GeneratedRegex(@"^\s*((npm|pnpm|yarn|bun)( run)? build\S*|tsc\b.*|nest build.*|vite build.*|next build.*|rimraf .*|rm -rf .*)\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BuildCommand();

    [GeneratedRegex(@"^[A-Z_][A-Z0-9_]*=\S*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"--env-file[= ]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EnvironmentFile();

    [GeneratedRegex(@"^\s*(npm run|node --run|pnpm run|pnpm|yarn run|yarn|bun run)\s+(?<name>[\w:.-]+)\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RunScript();

    /// <summary>A file of settings, such as PM2's <c>ecosystem.config.js</c>, is no program.</summary>
    [GeneratedRegex(@"(?<!\.config)\.[cm]?js$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScriptFile();

    [GeneratedRegex(@"^[\w./@=: ,-]+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainWords();
}
