namespace LambdaImage.Engine.Sboms;

/// <summary>Something that is in an image.</summary>
/// <param name="Purl">Its package URL, which no other part has.</param>
/// <param name="Name">Name without scope.</param>
/// <param name="Version">Version; null: not known.</param>
internal sealed record SbomPart(string Purl, string Name, string? Version)
{
    /// <summary>In CycloneDX's words: <c>library</c>, <c>container</c>.</summary>
    public string Type { get; init; } = "library";

    /// <summary>What stands before the name: an npm scope, a Maven group.</summary>
    public string? Group { get; init; }

    /// <summary>Hash of its one archive.</summary>
    public SbomHash? Hash { get; init; }

    /// <summary>Hashes of all archives that it may have been installed from.</summary>
    public IReadOnlyList<SbomHash> Archives { get; init; } = [];

    /// <summary>Where these archives are listed.</summary>
    public string? ArchivesUrl { get; init; }

    /// <summary>A checksum of the lock file that is not the hash of any file, with its name.</summary>
    public (string Name, string Value)? Checksum { get; init; }

    /// <summary>Licences as the lock file names them; of several any may be chosen.</summary>
    public IReadOnlyList<string> Licences { get; init; } = [];

    /// <summary>Whether the image works without it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>File that names it, relative to the project, and the line.</summary>
    public (string File, int Line)? Place { get; init; }

    /// <summary>Package URLs of what it needs; null: nothing says.</summary>
    public IReadOnlyList<string>? Needs { get; init; }
}
