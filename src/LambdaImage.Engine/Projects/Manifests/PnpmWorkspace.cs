using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of pnpm-workspace.yaml, which holds settings too. <see href="https://pnpm.io/pnpm-workspace_yaml"/></summary>
internal sealed class PnpmWorkspace
{
    public const string File = "pnpm-workspace.yaml";

    private PnpmWorkspace(IReadOnlyList<string> packages, bool hasSettings)
    {
        Packages = packages;
        HasSettings = hasSettings;
    }

    /// <summary>Patterns of the folders that are packages too.</summary>
    public IReadOnlyList<string> Packages { get; }

    /// <summary>Whether it has more than the packages, which only pnpm 10 and later read.</summary>
    public bool HasSettings { get; }

    public static PnpmWorkspace? Read(ProjectDirectory project) => YamlManifest.Read(project, File) is not { } manifest
        ? null
        : new PnpmWorkspace(
            [.. (YamlManifest.Find(manifest.Root, "packages") as YamlSequenceNode)?.OfType<YamlScalarNode>().Select(node => node.Value ?? "") ?? []],
            YamlManifest.Members(manifest.Root).Any(member => member.Name is not ("packages" or "catalog" or "catalogs")));
}
