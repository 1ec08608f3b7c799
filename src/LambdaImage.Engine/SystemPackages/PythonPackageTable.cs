namespace LambdaImage.Engine.SystemPackages;

/// <summary>System packages that Python packages need.</summary>
internal static class PythonPackageTable
{
    public static SystemPackageTable Table { get; } = new("Python packages", []);
}
