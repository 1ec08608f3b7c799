using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>What the tools that have a lock file share.</summary>
internal abstract class LockInstaller(ProjectDirectory project, IReadOnlyList<Dependency> declared, string lockFile) : PythonInstaller(project, declared)
{
    private readonly Lazy<PythonLock?> _lock = new(() => Read(project, lockFile));

    /// <summary>Command that writes the lock file anew.</summary>
    protected abstract string Relock { get; }

    public override PythonSourceKinds Sources
    {
        get
        {
            var packages = ReadLock()?.Production(Declared) ?? [];
            return new PythonSourceKinds(
                First(PythonPackageOrigin.Git), First(PythonPackageOrigin.Path), First(PythonPackageOrigin.Address), packages.Any(package => package.IsEditable));

            Dependency? First(PythonPackageOrigin origin) => packages.FirstOrDefault(package => package.Origin == origin)?.Dependency;
        }
    }

    public override PythonLock? ReadLock() => _lock.Value;

    public override void Check()
    {
        if (ReadLock() is not { } found) throw PythonErrors.LockMissing(Declared[0], lockFile, Relock, Project.Path);
        var known = found.Packages.Select(package => package.Dependency.Name).ToHashSet(StringComparer.Ordinal);
        if (Declared.FirstOrDefault(dependency => !known.Contains(dependency.Name) && !HasMarker(dependency)) is { } missing)
            throw PythonErrors.LockStale(missing, lockFile, Relock, Project.FullPath(lockFile));
        if (found.Production(Declared).FirstOrDefault(package => package.Path is { } path && RelativePath.Combine(lockFile, path) is null) is { } outside)
            throw PythonErrors.OutsideProject(outside.Dependency, outside.Path!, Project.FullPath(lockFile));
    }

    /// <summary>Installs what the tool has written out, in a container.</summary>
    protected IReadOnlyList<string> Exported(string export) =>
        [export, .. Sources.HasEditable ? [PipCommands.WithoutLinks(PipCommands.Exported)] : Array.Empty<string>(), PipCommands.Install(PipCommands.Exported)];

    /// <summary>A marker may keep a package out of the lock file.</summary>
    private bool HasMarker(Dependency dependency) => Project.Lines(dependency.File).FirstOrDefault(line => line.Number == dependency.Line).Text is { } text
        && (text.Contains(';', StringComparison.Ordinal) || text.Contains("marker", StringComparison.Ordinal) || text.Contains("python", StringComparison.Ordinal));

    private static PythonLock? Read(ProjectDirectory project, string file) => file switch
    {
        UvLock.File => UvLock.Read(project),
        PoetryLock.File => PoetryLock.Read(project),
        PdmLock.File => PdmLock.Read(project),
        _ => PipfileLock.Read(project),
    };
}
