namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>The tools of SDKMAN!'s .sdkmanrc. <see href="https://sdkman.io/usage#env-command"/></summary>
internal static class SdkmanRc
{
    public const string File = ".sdkmanrc";

    public static IReadOnlyList<Dependency> Read(ProjectDirectory project) => project.Remember<IReadOnlyList<Dependency>>(nameof(SdkmanRc), () =>
    [
        .. project.Lines(File)
            .Select(line => (line.Number, Words: line.Text.Split('#')[0].Split('=', 2, StringSplitOptions.TrimEntries)))
            .Where(line => line.Words is [{ Length: > 0 }, { Length: > 0 }])
            .Select(line => new Dependency(line.Words[0], line.Words[1], File, line.Number)),
    ]);
}
