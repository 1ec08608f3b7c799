namespace LambdaImage.Engine.SystemPackages;

/// <summary>System packages that extensions of PHP need on Docker's official images.</summary>
internal static class PhpExtensionTable
{
    public static SystemPackageTable Table { get; } = new("PHP extensions", []);
}
