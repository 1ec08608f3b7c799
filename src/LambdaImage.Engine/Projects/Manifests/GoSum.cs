namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Reads go.sum. <see href="https://go.dev/ref/mod#go-sum-files"/></summary>
internal static class GoSum
{
    public const string File = "go.sum";

    /// <summary>Checksums of modules, not of their go.mod alone, by path and version.</summary>
    public static IEnumerable<KeyValuePair<(string Module, string Version), string>> Read(ProjectDirectory project, string file) =>
        from line in project.Lines(file)
        let words = line.Text.Split(' ')
        where words.Length == 3 && !words[1].EndsWith("/go.mod", StringComparison.Ordinal)
        select KeyValuePair.Create((words[0], words[1]), words[2]);
}
