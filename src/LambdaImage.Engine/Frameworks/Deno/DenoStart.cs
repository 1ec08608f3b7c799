using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Deno;

/// <summary>How a Deno project is started: by a task that runs one program, or by a file with a usual name.</summary>
/// <param name="Command">The command.</param>
/// <param name="Evidence">Where that is said.</param>
internal sealed record DenoStart(string Command, Evidence Evidence)
{
    public static readonly string[] Mains = ["main.ts", "server.ts", "mod.ts", "index.ts", "app.ts", "main.tsx", "src/main.ts", "src/server.ts", "src/index.ts", "main.js", "server.js"];

    private static readonly string[] Tasks = ["start", "serve", "preview"];

    public static DenoStart? Of(ProjectDirectory project, DenoJson? manifest)
    {
        foreach (var name in Tasks)
        {
            if (manifest?.Task(name) is not { } task) continue;
            // Watching is for development; what needs a shell stays a task.
            string[] words = [.. task.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith("--watch", StringComparison.Ordinal))];
            var evidence = new Evidence(manifest.File, manifest.Line("tasks", name), $"{name}: {task}", "how the server starts");
            var isPlain = words is ["deno", "run" or "serve", ..] && !task.Any(letter => letter is '&' or '|' or ';' or '$' or '"' or '\'');
            return new DenoStart(isPlain ? string.Join(' ', words) : $"deno task {name}", evidence);
        }

        if (project.FirstOf(Mains) is not { } file) return null;
        var line = project.Lines(file).FirstOrDefault(line => line.Text?.StartsWith("export default", StringComparison.Ordinal) == true);
        // A module that exports a fetch function is served; one that starts a server itself is run.
        var serves = line.Text is not null && project.ReadSource(file)?.Contains("Deno.serve(", StringComparison.Ordinal) == false;
        return new DenoStart($"deno {(serves ? "serve" : "run")} -A {file}", new Evidence(file, line.Text is null ? null : line.Number, "is there", "how the server starts"));
    }

    /// <summary>The module that a command runs; null when it runs a task.</summary>
    public static string? FileOf(string[] command) => command is ["deno", "run" or "serve", ..]
        ? command.Skip(2).FirstOrDefault(word => !word.StartsWith('-') && word.Contains('.', StringComparison.Ordinal))
        : null;
}
