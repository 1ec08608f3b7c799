using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace LambdaImage.TestKit.Faults;

/// <summary>A file system with little room, mounted on a folder. Only root on Linux can have one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Kibi = 1024;

    private readonly List<string> _mounted = [];
    private readonly string _options;

    /// <param name="kibibytes">Room for files, in 4 KiB pages.</param>
    /// <param name="files">Files and folders that it can hold; null: any number.</param>
    /// <exception cref="SkipException">It cannot be had here.</exception>
    public SmallDisk(int kibibytes, int? files = null)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs root on Linux, to mount a small disk");
        Path = Directory.CreateTempSubdirectory("lambdaimage-disk-").FullName;
        // One for the root itself.
        _options = files is null ? "" : $",nr_inodes={files + 1}";
        MountOn(Path, kibibytes);
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>All files on it, by path relative to its root.</summary>
    public IReadOnlyList<string> Files =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Path, file)).Order(StringComparer.Ordinal)];

    /// <summary>Gives it another size, and removes all that is on it.</summary>
    public void Renew(int kibibytes)
    {
        Run("umount", Path);
        _mounted.Remove(Path);
        MountOn(Path, kibibytes);
    }

    public void Dispose()
    {
        foreach (var folder in _mounted) Run("umount", folder);
        Directory.Delete(Path, recursive: true);
    }

    private void MountOn(string folder, int kibibytes)
    {
        var size = (kibibytes * (long)Kibi).ToString(CultureInfo.InvariantCulture);
        var problem = Run("mount", "-t", "tmpfs", "-o", $"size={size}{_options}", "tmpfs", folder);
        Skip.If(problem.Length > 0, $"may not mount here: {problem}");
        _mounted.Add(folder);
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : said.Trim();
    }
}
