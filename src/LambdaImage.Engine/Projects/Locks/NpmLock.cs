using System.Text.Json.Nodes;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Locks;

/// <summary>package-lock.json of npm 7 and later. <see href="https://docs.npmjs.com/cli/configuring-npm/package-lock-json"/></summary>
internal static class NpmLock
{
    private const string Folder = "node_modules/";

    public static IReadOnlyList<LockedPackage>? Production(ProjectDirectory project, string file)
    {
        if (project.Json(file) is not { } json || json["packages"] is not JsonObject packages) return null;
        var lines = JsonLines.Members(project.ReadText(file)!, "packages");
        List<LockedPackage> found = [];
        foreach (var (path, node) in packages)
        {
            var start = path.LastIndexOf(Folder, StringComparison.Ordinal);
            if (start < 0 || node is not JsonObject package || Is(package, "dev") || Is(package, "link")) continue;
            var name = JsonManifest.Text(package, "name") ?? path[(start + Folder.Length)..];
            found.Add(new LockedPackage(name, JsonManifest.Text(package, "version") ?? "", lines.GetValueOrDefault(path, 1))
            {
                HasScript = Is(package, "hasInstallScript"),
            });
        }

        return found;
    }

    private static bool Is(JsonObject package, string member) => package[member] is JsonValue value && value.TryGetValue(out bool flag) && flag;
}
