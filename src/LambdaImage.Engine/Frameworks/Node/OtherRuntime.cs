using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Tells packages that are not made for Node.js although they have a package.json.</summary>
internal static class OtherRuntime
{
    private static readonly string[] Scripts = ["start", "start:prod", "serve"];

    /// <summary>Whether Bun or Deno starts the package.</summary>
    public static bool Runs(NodeApp app) => Start(app, "bun") is not null || Start(app, "deno") is not null || DenoJson.Read(app.Directory) is not null;

    /// <summary>The script with which a runtime starts the package; null when it does not.</summary>
    public static (string Name, string Command)? Start(NodeApp app, string program)
    {
        foreach (var name in Scripts)
        {
            if (app.Manifest?.Script(name) is not { } script) continue;
            string[] words = [.. script.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word.Contains('=', StringComparison.Ordinal) || word == "cross-env")];
            // "bun run start" only runs a script, with whatever runtime that names.
            if (words is [var first, ..] && first == program && !(words is [_, "run", var other, ..] && app.Manifest.Script(other) is not null)) return (name, script);
        }

        return null;
    }
}
