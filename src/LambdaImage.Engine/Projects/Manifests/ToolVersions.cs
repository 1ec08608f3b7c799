namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>The tools of asdf's .tool-versions, each with the version it prefers.
/// <see href="https://asdf-vm.com/manage/configuration.html#tool-versions"/></summary>
internal static class ToolVersions
{
    public const string File = ".tool-versions";

    public static IReadOnlyList<Dependency> Read(ProjectDirectory project) => project.Remember<IReadOnlyList<Dependency>>(nameof(ToolVersions), () =>
    [
        .. project.Lines(File)
            .Select(line => (line.Number, Words: line.Text.Split('#')[0].Split((char[])[' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries)))
            .Where(line => line.Words.Length >= 2)
            .Select(line => new Dependency(line.Words[0], line.Words[1].Trim(), File, line.Number)),
    ]);
}
