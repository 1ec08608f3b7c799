namespace LambdaImage.Engine.SystemPackages;

/// <summary>System packages that packages of npm need.</summary>
internal static class NodePackageTable
{
    public static SystemPackageTable Table { get; } = new("npm packages", []);
}
