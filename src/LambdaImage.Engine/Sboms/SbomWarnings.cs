namespace LambdaImage.Engine.Sboms;

/// <summary>What an SBOM cannot tell, and what to do about it.</summary>
internal static class SbomWarnings
{
    /// <param name="manifest">The file that says what is asked for.</param>
    /// <param name="lockFile">The lock file that is there but cannot be read; null: there is none.</param>
    /// <param name="command">Writes a lock file that can be.</param>
    public static string OnlyDirect(string manifest, string? lockFile, string command) =>
        $"The SBOM lists only what {manifest} asks for, not what that needs in turn: {(lockFile is null ? "there is no lock file" : $"{lockFile} is empty or of a form that cannot be read")}. Run '{command}'.";

    /// <param name="lockFile">The lock file.</param>
    /// <param name="names">What is needed and not in it.</param>
    /// <param name="command">Brings it up to date.</param>
    public static string NotLocked(string lockFile, IReadOnlyList<string> names, string command) =>
        $"{lockFile} has no entry for {string.Join(", ", names)}: neither {(names.Count == 1 ? "that" : "these")} nor what {(names.Count == 1 ? "it needs" : "they need")} is in the SBOM. Run '{command}'.";

    public static string NotPinned(string file, int line, string name) =>
        $"{file}:{line}: {name} has no version in the SBOM, because the file pins none.";

    public static string Nameless(string file, int line, string place) =>
        $"{file}:{line}: what {place} installs is not in the SBOM, because the line does not tell its name. Write 'NAME @ ADDRESS' for an address; for a folder, list what it needs beside it.";
}
