using System.Runtime.InteropServices;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Caches;

/// <summary>Files of a cache, which other processes use, too: what fails here is tried again by whoever comes
/// next.</summary>
internal static class CacheFile
{
    /// <summary>The mode of a folder that nobody else can look into.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Beginning of the name that a folder has while it is removed.</summary>
    private const string Leaving = "removed-";

    public static void Remove(string path) => Try(() => File.Delete(path));

    /// <summary>Makes a folder that nothing can be done without.</summary>
    /// <exception cref="LambdaImageException">It cannot be made.</exception>
    public static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw OutputErrors.CacheNotWritable(path, problem);
        }
    }

    /// <summary>Removes a folder with all that is in it, which nobody else knows of.</summary>
    public static void RemoveFolder(string path) => Try(() => Directory.Delete(path, recursive: true));

    /// <summary>Removes a folder that others find by its name. It loses the name first: when not all of it goes, nobody takes what is left for the whole.
    /// On Windows one stays as it is while somebody has a file of it open.</summary>
    /// <returns>Whether all of it is gone.</returns>
    public static bool RemoveShared(string path)
    {
        var leaving = Path.Combine(Path.GetDirectoryName(path)!, Leaving + Guid.NewGuid().ToString("N"));
        Try(() => Directory.Move(path, leaving));
        RemoveFolder(leaving);
        return !Directory.Exists(path) && !Directory.Exists(leaving);
    }

    /// <summary>Makes a folder of a new name for one build or program, and removes those beside it that were left behind.</summary>
    /// <param name="root">Where.</param>
    /// <param name="oldest">What was written before this time (UTC) was left behind.</param>
    /// <param name="mode">Who may look into it; everybody where nothing is said, and on Windows whoever may look into the folder around it.</param>
    /// <exception cref="LambdaImageException">It cannot be made.</exception>
    public static string NewFolder(string root, DateTime oldest, UnixFileMode? mode = null)
    {
        try
        {
            var folder = Path.Combine(Directory.CreateDirectory(root).FullName, Guid.NewGuid().ToString("N"));
            if (mode is { } access && !OperatingSystem.IsWindows()) Directory.CreateDirectory(folder, access);
            else Directory.CreateDirectory(folder);
            RemoveFolders(root, oldest);
            return folder;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw OutputErrors.CacheNotWritable(root, problem);
        }
    }

    /// <summary>Removes the folders in a folder that were written before a time (UTC), and those that were not removed to the end.</summary>
    public static void RemoveFolders(string root, DateTime oldest) => Try(() =>
    {
        foreach (var old in Directory.EnumerateDirectories(root))
        {
            if (Directory.GetLastWriteTimeUtc(old) < oldest || Path.GetFileName(old).StartsWith(Leaving, StringComparison.Ordinal)) RemoveShared(old);
        }
    });

    /// <summary>Tells whoever makes room that it is in use.</summary>
    public static void Touch(string path) => Try(() => File.SetLastWriteTimeUtc(path, DateTime.UtcNow));

    /// <inheritdoc cref="Touch(string)"/>
    public static void Touch(FileSystemInfo unit, DateTimeOffset now) => Try(() => unit.LastWriteTimeUtc = now.UtcDateTime);

    /// <summary>Writes a file that appears under its name only when it is whole.</summary>
    public static void Write(string path, byte[] content)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        Try(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(draft, content);
            File.Move(draft, path, overwrite: true);
        });
        Remove(draft);
    }

    /// <summary>Whether a file holds a text. It may go at any moment.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">The text; what it is made of may go, too.</param>
    public static bool Says(string path, Func<string> text)
    {
        var says = false;
        Try(() => says = File.Exists(path) && File.ReadAllText(path) == text());
        return says;
    }

    /// <summary>Gives a file the name that stands for its bytes. Windows cannot replace a file that somebody reads: who made that one meanwhile made the
    /// same.</summary>
    /// <exception cref="IOException">It cannot be done, and there is none of that name.</exception>
    public static void Name(string draft, string path)
    {
        try
        {
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception problem) when (OperatingSystem.IsWindows() && problem is IOException or UnauthorizedAccessException && File.Exists(path))
        {
            Remove(draft);
        }
    }

    /// <summary>Gives a file that nobody writes to any more a second name; where the file system has no hard links, a
    /// copy.</summary>
    /// <returns>Whether it is the same file and not a copy.</returns>
    /// <exception cref="IOException">Neither can be made.</exception>
    public static bool Link(string path, string name)
    {
        if (TryLink(path, name)) return true;
        File.Copy(path, name);
        return false;
    }

    /// <summary>Gives a file a second name, where the file system has hard links.</summary>
    public static bool TryLink(string path, string name) =>
        OperatingSystem.IsWindows() ? CreateHardLink(name, path, IntPtr.Zero) : CreateHardLink(path, name) == 0;

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // See above.
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int CreateHardLink(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("kernel32", EntryPoint = "CreateHardLinkW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CreateHardLink(string name, string path, IntPtr attributes);
}
