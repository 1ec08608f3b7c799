namespace LambdaImage.Engine.Projects.Locks;

/// <summary>A package that a lock file pins.</summary>
/// <param name="Name">Name in the registry.</param>
/// <param name="Version">Its version.</param>
/// <param name="Line">One-based line in the lock file.</param>
internal sealed record LockedPackage(string Name, string Version, int Line)
{
    /// <summary>Name and range of what it depends on itself.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Dependencies { get; init; } = [];

    /// <summary>Whether installing it runs a script; null when the lock file does not say.</summary>
    public bool? HasScript { get; init; }

    /// <summary>Its hash as the lock file has it: that of the archive in the registry as <c>sha512-…</c>, or another one; null: none.</summary>
    public string? Integrity { get; init; }

    /// <summary>The repository that it comes from, as the lock file has it; null: a registry.</summary>
    public string? Repository { get; init; }

    /// <summary>Licence as its author wrote it, an SPDX expression as a rule; null when the lock file does not say.</summary>
    public string? Licence { get; init; }

    /// <summary>Whether it is a folder of the project, not a package of a registry: what it needs is needed all the same.</summary>
    public bool IsOwn { get; init; }

    /// <summary>A folder of the project, or outside of it.</summary>
    /// <param name="name">Its name, for people.</param>
    /// <param name="dependencies">Name and range of what it depends on.</param>
    public static LockedPackage Own(string name, params IEnumerable<KeyValuePair<string, string>> dependencies) => new(name, "", 1) { IsOwn = true, Dependencies = [.. dependencies] };

    /// <summary>Whether the image works without it, as with binaries for other systems.</summary>
    public bool IsOptional { get; init; }
}
