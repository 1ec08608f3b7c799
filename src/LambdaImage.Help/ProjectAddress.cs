using System.Reflection;

namespace LambdaImage.Help;

/// <summary>Where the project is on the web: the address that its packages carry.</summary>
internal static class ProjectAddress
{
    public static string Home { get; } = typeof(ProjectAddress).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => string.Equals(metadata.Key, "ProjectUrl", StringComparison.Ordinal)).Value!;

    public static string OfFile(string path) => $"{Home}/blob/main/{path}";

    public static string OfCmdlet(string name) => OfFile($"docs/cmdlets/{name}.md");
}
