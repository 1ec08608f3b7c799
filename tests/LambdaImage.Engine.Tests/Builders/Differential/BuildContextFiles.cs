using System.Formats.Tar;
using System.Text;
using LambdaImage.Engine.Tests.Oci;

namespace LambdaImage.Engine.Tests.Builders.Differential;

/// <summary>The build context that all cases have: a little of everything that can be in one.</summary>
internal sealed class BuildContextFiles
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Runnable = Private | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly string[] Plain =
    [
        "a.txt", "b.txt", "with space.txt", ".hidden", "g[1].txt", "ünï.txt", "src/a.js", "src/b.js", "src/deep/er/c.js", "src/deep/d.md", "src/.env",
        "src/node_modules/m/index.js", "links/a", "private", "closed/x", "docs/README.md", "docs/api.md", "docs/img/logo.png",
    ];

    private static readonly (string Link, string Target)[] Links =
        [("links/to-a", "a"), ("links/to-folder", "../src/deep"), ("links/broken", "nowhere"), ("links/up", "../a.txt"), ("links/absolute", "/etc/passwd")];

    private readonly ScratchFolder _archives;

    /// <param name="archives">Keeps the archives, which are made once.</param>
    public BuildContextFiles(ScratchFolder archives)
    {
        _archives = archives;
        archives.Write("in/bin/tool", "tool");
        archives.Write("in/etc/conf", "conf");
        SetMode(archives["in/bin/tool"], Runnable);
        File.CreateSymbolicLink(archives["in/bin/alias"], "tool");
        archives.Run("ln", "in/bin/tool", "in/bin/same");
        Directory.CreateDirectory(archives["out"]);
        foreach (var (name, flag) in new[] { ("packed.tar", "-cf"), ("packed.tgz", "-czf"), ("packed.tar.bz2", "-cjf"), ("packed.tar.xz", "-cJf") })
            archives.Run("tar", "-C", "in", "--owner=5", "--group=6", "--mtime=@1000000000", flag, "out/" + name, "bin", "etc");
        MakeSparse(archives);
        MakeOdd(archives["out/pipe.tar"], TarEntryType.Fifo, "pipe");
        MakeOdd(archives["out/mark.tar"], TarEntryType.RegularFile, ".wh.kept");
        MakeClashes(archives);
        archives.Write("out/no-archive.tgz", "text, whatever its name says");
    }

    /// <summary>Makes it, and a second folder beside it, for named contexts.</summary>
    public void Make(ScratchFolder scratch, Case one)
    {
        foreach (var file in Plain) scratch.Write("project/" + file, $"content of {file}");
        foreach (var (link, target) in Links) File.CreateSymbolicLink(scratch["project/" + link], target);
        Directory.CreateDirectory(scratch["project/empty"]);
        SetMode(scratch["project/src/b.js"], Runnable);
        if (one.HasOddModes)
        {
            SetMode(scratch["project/private"], Private);
            SetMode(scratch["project/closed"], Private | UnixFileMode.UserExecute);
            SetMode(scratch["project/src/deep"], Runnable | UnixFileMode.GroupWrite | UnixFileMode.StickyBit);
        }

        if (one.HasPipe) scratch.Run("mkfifo", "project/src/deep/pipe");
        if (one.HasTwoNames) scratch.Run("ln", "project/links/a", "project/links/same");
        foreach (var archive in Directory.GetFiles(_archives["out"])) File.Copy(archive, scratch["project/" + Path.GetFileName(archive)]);
        if (one.HasAttributes) scratch.Run("python3", "-c", "import os; os.setxattr('project/src/b.js', 'security.capability', bytes([1, 0, 0, 2, 0x80, 4] + [0] * 14))");
        if (one.HasClashes) scratch.Run("cp", "-a", _archives["clash"], scratch["project/clash"]);
        foreach (var file in new[] { "logo.svg", "css/site.css", "css/print.css" }) scratch.Write("assets/" + file, $"asset {file}");
        File.CreateSymbolicLink(scratch["assets/current"], "css");
        scratch.Write("project/Dockerfile", one.Text);
        if (one.Ignored.Count > 0) scratch.Write("project/.dockerignore", string.Join('\n', one.Ignored) + "\n");
        if (one.IgnoredHere.Count > 0) scratch.Write("project/Dockerfile.dockerignore", string.Join('\n', one.IgnoredHere) + "\n");
        if (one.IgnoredAssets.Count > 0) scratch.Write("assets/.dockerignore", string.Join('\n', one.IgnoredAssets) + "\n");
        foreach (var entry in Directory.EnumerateFileSystemEntries(scratch.Path, "*", SearchOption.AllDirectories))
        {
            if (new FileInfo(entry).LinkTarget is null) File.SetLastWriteTimeUtc(entry, new DateTime(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        }
    }

    /// <summary>Folders in which x is a folder, a file, a link, and a link to a folder; and an archive of each, with folders and without.</summary>
    private static void MakeClashes(ScratchFolder archives)
    {
        archives.Write("clash/folder/x/in", "in a folder");
        archives.Write("clash/file/x", "a file");
        archives.Write("clash/deeper/x/in/deep", "deeper");
        Directory.CreateDirectory(archives["clash/link"]);
        File.CreateSymbolicLink(archives["clash/link/x"], "nowhere");
        archives.Write("clash/to-folder/y/z", "behind a link");
        File.CreateSymbolicLink(archives["clash/to-folder/x"], "y");
        Directory.CreateDirectory(archives["clash/out"]);
        File.CreateSymbolicLink(archives["clash/out/x"], "/var");
        archives.Write("clash/base/home/app/in", "in a folder of a user's");
        archives.Write("clash/base/tmp/in", "in a sticky folder");
        archives.Write("clash/base/lib/in", "behind a link");
        archives.Write("clash/base/new/er/in", "in folders that are nowhere");
        MakeOdd(archives["clash/dots.tar"], TarEntryType.RegularFile, "folder/../dots");
        // The first name of a file that has two is left out.
        archives.Write("clash/lost/a", "two names");
        archives.Run("ln", "clash/lost/a", "clash/lost/b");
        archives.Run("tar", "-C", "clash/lost", "-cf", "clash/lost.tar", "a", "b");
        archives.Run("tar", "--delete", "-f", "clash/lost.tar", "a");
        foreach (var folder in new[] { "folder", "file", "deeper", "link", "to-folder", "base" })
        {
            var names = Directory.GetFileSystemEntries(archives["clash/" + folder]).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
            string[] options = ["-C", "clash/" + folder, "--owner=5", "--group=6", "--mtime=@1000000000", "--mode=0750", "--sort=name"];
            archives.Run("tar", [.. options, "-cf", $"clash/{folder}.tar", .. names!]);
            var files = Directory.EnumerateFiles(archives["clash/" + folder], "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(archives["clash/" + folder], file)).Order(StringComparer.Ordinal);
            archives.Run("tar", [.. options, "-cf", $"clash/{folder}-bare.tar", .. files]);
        }
    }

    /// <summary>A file with more parts than a header of the old format has room for, in all four formats.</summary>
    private static void MakeSparse(ScratchFolder archives)
    {
        const int parts = 6;
        const int distance = 16 * 1024;
        using (var file = File.Create(archives["holes"]))
        {
            for (var part = 0; part < parts; part++)
            {
                file.Position = part * distance;
                file.Write(Encoding.UTF8.GetBytes($"part {part}"));
            }

            file.SetLength(parts * distance);
        }

        foreach (var (name, format) in new[] { ("old", "gnu"), ("0.0", "pax"), ("0.1", "pax"), ("1.0", "pax") })
        {
            string[] version = name == "old" ? [] : ["--sparse-version=" + name];
            archives.Run("tar", ["-S", "--hole-detection=raw", "--format=" + format, .. version, "--owner=5", "--group=6", "-cf", $"out/sparse-{name}.tar", "holes"]);
        }
    }

    /// <summary>An archive with something in it that GNU tar would not pack here.</summary>
    private static void MakeOdd(string path, TarEntryType type, string name)
    {
        using var tar = new TarWriter(File.Create(path));
        tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "folder"));
        tar.WriteEntry(new PaxTarEntry(type, name));
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }
}
