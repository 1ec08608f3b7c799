using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Locks;

/// <summary>Every package that production needs, whichever package manager pinned it.</summary>
/// <param name="File">The lock file; null when there is none that can be read.</param>
/// <param name="Packages">The packages, each with the pinned version; without a lock file those of package.json with their ranges.</param>
internal sealed record NodeLock(string? File, IReadOnlyList<Dependency> Packages)
{
    /// <summary>Names of packages whose installation runs a script; null when the lock file does not say.</summary>
    public IReadOnlySet<string>? WithScript { get; init; }

    /// <summary>The packages with all that the lock file says of them; null when there is none that can be read.</summary>
    public LockTree? Tree { get; init; }

    /// <summary>Reads the lock file of a package manager.</summary>
    /// <param name="project">Folder of the lock file.</param>
    /// <param name="manifest">The package that becomes the image.</param>
    /// <param name="folder">Its folder with a slash at the end; empty for the project itself.</param>
    /// <param name="file">The lock file that the package manager reads; null when there is none.</param>
    public static NodeLock Read(ProjectDirectory project, PackageJson manifest, string folder, string? file)
    {
        var direct = new NodeLock(null, [.. manifest.Dependencies, .. manifest.OptionalDependencies]);
        // A lock file may be larger than any other manifest; what it says is a help, not a need.
        if (file is null || project.ReadSource(file) is not { } text) return direct;
        var found = file switch
        {
            "package-lock.json" or "npm-shrinkwrap.json" => NpmLock.Production(project, file, folder, direct.Packages),
            "pnpm-lock.yaml" => PnpmLock.Production(project, file, folder),
            "yarn.lock" => YarnLock.Production(project, text, folder, direct.Packages),
            "bun.lock" => BunLock.Production(project, file, direct.Packages),
            _ => null,
        };
        if (found is null || (found.Packages.Count == 0 && !found.HasOwn && direct.Packages.Count > 0)) return direct;
        return new NodeLock(file, [.. found.Packages.Select(package => new Dependency(package.Name, package.Version, file, package.Line))])
        {
            Tree = found,
            WithScript = found.Packages.All(package => package.HasScript is null) ? null
                : found.Packages.Where(package => package.HasScript == true).Select(package => package.Name).ToHashSet(StringComparer.Ordinal),
        };
    }
}
