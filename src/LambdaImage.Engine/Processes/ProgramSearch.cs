using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Processes;

/// <summary>Finds programs the way a shell does, so that "not installed" is known before anything is started.</summary>
internal sealed class ProgramSearch(IEnvironment environment)
{
    /// <summary>Every file on PATH that the name may mean, in PATH order.</summary>
    /// <param name="name">Name such as <c>docker</c>, or a path.</param>
    /// <param name="path">PATH to search instead of the environment's; null: the environment's.</param>
    public IEnumerable<string> FindAll(string name, string? path = null)
    {
        if (name.AsSpan().IndexOfAny('/', '\\') >= 0 || Path.IsPathRooted(name))
        {
            return Candidates(Path.GetFullPath(name)).Where(IsProgram).Take(1);
        }

        var folders = (path ?? environment.Get("PATH") ?? "").Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return folders
            .Select(folder => folder.Trim('"'))
            .Where(Path.IsPathRooted)
            .SelectMany(folder => Candidates(Path.Combine(folder, name)))
            .Where(IsProgram)
            .Distinct(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    }

    public string? Find(string name, string? path = null) => FindAll(name, path).FirstOrDefault();

    private IEnumerable<string> Candidates(string file)
    {
        if (!OperatingSystem.IsWindows()) return [file];
        var extensions = (environment.Get("PATHEXT") ?? ".COM;.EXE;.BAT;.CMD").Split(
            ';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // A name that already ends in one of them is taken as it is; a file without any is no program on Windows.
        return extensions.Any(extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            ? [file]
            : extensions.Select(extension => file + extension);
    }

    private static bool IsProgram(string file)
    {
        if (!File.Exists(file)) return false;
        if (OperatingSystem.IsWindows()) return true;
        const UnixFileMode anyone = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return (File.GetUnixFileMode(file) & anyone) != UnixFileMode.None;
    }
}
