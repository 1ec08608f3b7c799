using System.Runtime.InteropServices;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>What the file system says of a name, without following a link and without opening anything. On Linux one call answers it all, which
/// .NET would ask for piece by piece: a context may have a hundred thousand files.</summary>
/// <param name="Kind">What it is; where only .NET can be asked devices, pipes and sockets count as files.</param>
/// <param name="Mode">Permissions; none on Windows.</param>
/// <param name="Stamp">What a file is known by.</param>
internal readonly record struct FileStatus(EntryKind Kind, UnixFileMode Mode, FileStamp Stamp)
{
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint BasicFacts = 0x7FF;
    private const int TypeBits = 0xF000;
    private const int FolderType = 0x4000;
    private const int LinkType = 0xA000;
    private const int FileType = 0x8000;
    private const int ModeBits = 0xFFF;

    /// <summary>Number of the user whose it is; null where only .NET can be asked.</summary>
    public uint? Owner { get; private init; }

    /// <exception cref="IOException">There is nothing of this name, or it cannot be asked.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be asked.</exception>
    public static FileStatus Of(string path)
    {
        try
        {
            if (OperatingSystem.IsLinux() && Ask(CurrentFolder, path, DoNotFollow, BasicFacts, out var found) == 0) return Of(found);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018.
        }

        return Of(new FileInfo(path));
    }

    private static FileStatus Of(in Facts facts)
    {
        var kind = (facts.Mode & TypeBits) switch
        {
            FolderType => EntryKind.Directory,
            LinkType => EntryKind.SymbolicLink,
            FileType => EntryKind.File,
            _ => EntryKind.Special,
        };
        var modified = DateTime.UnixEpoch.Ticks + (facts.ModifiedSeconds * TimeSpan.TicksPerSecond) + (facts.ModifiedNanoseconds / TimeSpan.NanosecondsPerTick);
        var identity = FileIdentity.Of(facts.Inode, unchecked((facts.ChangedSeconds * 1_000_000_000) ^ facts.ChangedNanoseconds));
        return new(kind, (UnixFileMode)(facts.Mode & ModeBits), new FileStamp(kind == EntryKind.File ? facts.Size : 0, modified, identity)) { Owner = facts.Owner };
    }

    private static FileStatus Of(FileInfo file)
    {
        var attributes = file.Attributes;
        if ((int)attributes == -1) throw new FileNotFoundException($"There is no '{file.FullName}'.", file.FullName);
        var kind = attributes.HasFlag(FileAttributes.ReparsePoint) && file.LinkTarget is not null ? EntryKind.SymbolicLink
            : attributes.HasFlag(FileAttributes.Directory) ? EntryKind.Directory
            : EntryKind.File;
        var isFile = kind == EntryKind.File;
        return new(
            kind, OperatingSystem.IsWindows() ? UnixFileMode.None : file.UnixFileMode,
            new FileStamp(isFile ? file.Length : 0, file.LastWriteTimeUtc.Ticks, isFile ? FileIdentity.Of(file.FullName) : 0));
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Ask(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Facts found);

    /// <summary>The same on every processor. <see href="https://man7.org/linux/man-pages/man2/statx.2.html"/></summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Facts
    {
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public long Size;

        [FieldOffset(96)]
        public long ChangedSeconds;

        [FieldOffset(104)]
        public uint ChangedNanoseconds;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;
    }
}
