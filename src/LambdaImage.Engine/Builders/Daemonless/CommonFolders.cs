using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Folders that Linux images have. Knowing them spares the download of a base for the question whether they
/// exist.
/// <see href="https://refspecs.linuxfoundation.org/FHS_3.0/fhs/index.html"/></summary>
internal static class CommonFolders
{
    /// <summary>1777: everybody writes, nobody removes what is another's.</summary>
    private const int Shared = 0b001_111_111_111;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "bin", "boot", "dev", "etc", "home", "lib", "lib64", "media", "mnt", "opt", "proc", "root", "run", "sbin",
        "srv", "sys", "tmp",
        "usr", "usr/bin", "usr/lib", "usr/lib64", "usr/libexec", "usr/sbin", "usr/share", "usr/src", "usr/include",
        "usr/local", "usr/local/bin", "usr/local/etc", "usr/local/include", "usr/local/lib", "usr/local/sbin",
        "usr/local/share", "usr/local/src",
        "var", "var/cache", "var/lib", "var/log", "var/opt", "var/run", "var/spool", "var/tmp",
    };

    /// <summary>What is a link to another folder in some distribution: /lib → usr/lib, /var/run → ../run, /usr/sbin →
    /// bin; and the homes of users and root, which have owners and modes of their own.</summary>
    private static readonly string[] Special =
    [
        "bin", "sbin", "lib", "lib32", "lib64", "libx32", "usr/lib64", "usr/sbin", "usr/local/sbin", "usr/tmp",
        "var/run", "var/lock", "var/mail", "home/", "root",
    ];

    public static bool Are(string path) => Known.Contains(path);

    /// <summary>Whether only the image itself tells what is on the way to a path or at its end.</summary>
    public static bool IsSpecial(string path) =>
        Special.Any(special => path.StartsWith(special, StringComparison.Ordinal) &&
            (special.EndsWith('/') || path.Length == special.Length || path[special.Length] == '/'));

    /// <summary>Whether a target without a closing slash is plainly the file's new name: it is the same name, or it has
    /// an extension.
    /// Folders such as <c>conf.d</c> have one as well.</summary>
    public static bool LooksLikeFile(string path, string fileName)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name == fileName || name == "bootstrap" ||
            (name.IndexOf('.', StringComparison.Ordinal) > 0 && !name.EndsWith(".d", StringComparison.Ordinal));
    }

    /// <summary>Attributes of a folder that must be repeated in a layer: those it has in every distribution.</summary>
    public static LayerEntry EntryOf(string path) =>
        LayerEntry.Directory(path) with { Mode = path is "tmp" or "var/tmp" ? Shared : LayerEntry.Executable };
}
