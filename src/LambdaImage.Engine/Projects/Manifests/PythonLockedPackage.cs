namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Where a locked Python package comes from.</summary>
internal enum PythonPackageOrigin
{
    /// <summary>A package index such as PyPI.</summary>
    Index,

    /// <summary>A repository.</summary>
    Git,

    /// <summary>An address of an archive.</summary>
    Address,

    /// <summary>A folder or file of the developer's disk.</summary>
    Path,

    /// <summary>The project itself.</summary>
    Project,
}

/// <summary>One package of a Python lock file, whichever tool wrote it.</summary>
/// <param name="Dependency">Name and version, with the place in the lock file.</param>
/// <param name="Origin">Where it comes from.</param>
internal sealed record PythonLockedPackage(Dependency Dependency, PythonPackageOrigin Origin)
{
    /// <summary>Names of its wheels and source archives; empty when the lock file does not list them.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Hashes of these, as <c>sha256:…</c>; which of them is installed depends on the machine.</summary>
    public IReadOnlyList<string> Hashes { get; init; } = [];

    /// <summary>Packages that it needs, as <c>name</c> or <c>name[extra]</c>; those of other systems are left out.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>What each of its extras needs besides.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extras { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether production needs it; null when the lock file does not say.</summary>
    public bool? IsProduction { get; init; }

    /// <summary>Folder or file, for packages of the developer's disk.</summary>
    public string? Path { get; init; }

    /// <summary>Whether it is to be a link to its folder.</summary>
    public bool IsEditable { get; init; }
}
