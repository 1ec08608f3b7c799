namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>How one package of a workspace is built with what it needs of the others, and stripped to production.</summary>
/// <param name="Build">Builds it, after the packages that it depends on.</param>
/// <param name="Production">Leaves what production needs.</param>
/// <param name="Source">What is copied into the image.</param>
/// <param name="Destination">Where to.</param>
internal sealed record NodeWorkspace(string Build, string Production, string Source, string Destination)
{
    private const string Deployed = "/deployed";

    public static NodeWorkspace Of(NodeApp app, NodePackages packages, string taskRoot)
    {
        var folder = app.Folder.TrimEnd('/');
        var name = app.Manifest?.Name ?? folder;
        var build = app.Root.Exists("turbo.json") ? $"{packages.Exec}turbo run build --filter={name}" : app.RootManifest?.Script("build") is not null ? packages.Build : null;
        return packages switch
        {
            { Tool: "pnpm" } => new(build ?? Pnpm(packages, $"--filter=\"{name}...\" run build"),
                // Without being told so it leaves out what .gitignore names, which is what the build has made: https://pnpm.io/cli/deploy#files-included-in-the-deployed-project
                // Since pnpm 10 the way of all versions before has to be asked for.
                Pnpm(packages, $"--filter=\"{name}\" deploy --prod --config.node-linker=hoisted --config.deploy-all-files=true{(IsOldPnpm(packages) ? "" : " --legacy")} {Deployed}"), Deployed, $"./{folder}"),
            { Tool: "npm" } => new(build ?? "npm run build --workspaces --if-present",
                $"{packages.InstallProduction} --workspace={folder} --include-workspace-root", taskRoot, "./"),
            { Tool: "Bun" } => new(build ?? $"{packages.Build.Replace("run build", "", StringComparison.Ordinal)}--filter '{name}' run build", packages.Prune, taskRoot, "./"),
            _ when IsBerry(packages) => new(build ?? packages.Build.Replace("run build", $"workspaces foreach -Rt --from '{name}' run build", StringComparison.Ordinal),
                packages.Prune.Replace("--all", name, StringComparison.Ordinal), taskRoot, "./"),
            _ => new(build ?? packages.Build.Replace("run build", $"workspace {name} run build", StringComparison.Ordinal), packages.Prune, taskRoot, "./"),
        };
    }

    private static string Pnpm(NodePackages packages, string arguments) => packages.Exec.Replace("exec ", arguments, StringComparison.Ordinal);

    private static bool IsOldPnpm(NodePackages packages) =>
        packages.Exec.Contains("pnpm@8", StringComparison.Ordinal) || packages.Exec.Contains("pnpm@9", StringComparison.Ordinal);

    private static bool IsBerry(NodePackages packages) => packages.Exec.Contains("cli-dist", StringComparison.Ordinal);
}
