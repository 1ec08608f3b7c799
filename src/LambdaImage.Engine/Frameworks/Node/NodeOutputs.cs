namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Tells folders that a build makes from folders of sources: what lies in them on the developer's disk may be stale.</summary>
internal static class NodeOutputs
{
    private static readonly string[] Usual = ["dist", "build", "out", ".output", ".next"];

    /// <summary>The folder at the start of a path when the build makes it; null when it is the project's own.</summary>
    public static string? Of(NodeApp app, string path)
    {
        if (app.Manifest?.Script("build") is null) return null;
        var plain = NodeApp.Plain(path);
        if (!plain.Contains('/', StringComparison.Ordinal)) return null;
        var top = plain.Split('/')[0];
        return top != "src" && (Usual.Contains(top) || NodeBuild.OutputOf(app.Directory) == top) ? top : null;
    }
}
