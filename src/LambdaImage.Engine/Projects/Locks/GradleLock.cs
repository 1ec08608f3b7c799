namespace LambdaImage.Engine.Projects.Locks;

/// <summary>gradle.lockfile: one line for each module, with the configurations that it belongs to.
/// <see href="https://docs.gradle.org/current/userguide/dependency_locking.html"/></summary>
internal static class GradleLock
{
    public const string File = "gradle.lockfile";

    /// <summary>Modules, as <c>group:artifact</c>, that a program is run with; none when there is no such file.</summary>
    public static IReadOnlyList<LockedPackage> Production(ProjectDirectory project, string file) =>
    [
        .. from line in project.Lines(file)
           where !line.Text.StartsWith('#')
           let parts = line.Text.Trim().Split('=')
           where parts.Length == 2 && parts[1].Split(',').Any(IsProduction)
           let name = parts[0].Split(':')
           where name.Length == 3
           select new LockedPackage($"{name[0]}:{name[1]}", name[2], line.Number),
    ];

    /// <summary><c>runtimeClasspath</c>, <c>productionRuntimeClasspath</c> and the like, but not <c>testRuntimeClasspath</c>.</summary>
    private static bool IsProduction(string configuration) =>
        configuration.EndsWith("untimeClasspath", StringComparison.Ordinal) && !configuration.Contains("test", StringComparison.OrdinalIgnoreCase);
}
