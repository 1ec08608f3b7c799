namespace LambdaImage.Engine.SystemPackages;

/// <summary>Every ecosystem's table, for the documentation and for the audit of Dockerfiles that somebody else wrote.</summary>
internal static class SystemPackageCatalog
{
    public static IReadOnlyList<SystemPackageTable> All { get; } = [GemTable.Table, NodePackageTable.Table, PythonPackageTable.Table, PhpExtensionTable.Table, RustCrateTable.Table];
}
