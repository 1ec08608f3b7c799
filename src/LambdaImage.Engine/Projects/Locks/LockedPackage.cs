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

    /// <summary>Licence as its author wrote it, an SPDX expression as a rule; null when the lock file does not say.</summary>
    public string? Licence { get; init; }

    /// <summary>Whether the image works without it, as with binaries for other systems.</summary>
    public bool IsOptional { get; init; }
}
