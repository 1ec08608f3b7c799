using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>What tells a file from another that took its name, and from itself after a change that hid its time: its number in the file system, and when
/// anything of it changed last, which no program can set. Linux tells both <see cref="FileStatus">with all the rest</see>; here are the others.</summary>
internal static class FileIdentity
{
    // Only what is said of a file: virus scanners do not look into it for that, and it does not matter who else has it open.
    private const uint ReadAttributes = 0x80;
    private const uint AllShare = 7;
    private const uint OpenExisting = 3;
    private const uint OpenLink = 0x0020_0000;

    public static long Of(ulong number, long changed) => unchecked(((long)number * 0x1F35_9A7B_3C61_52D5) ^ changed);

    /// <summary>Asks Windows or macOS, and a Linux that refuses the call (a container with a filter from before 2018) when the file was made. Where a file
    /// system keeps no such time (FAT, some network shares), it is a number that does not come twice: nobody then takes the file for the one that he knew,
    /// and it is read again.</summary>
    /// <param name="path">A file, no link.</param>
    public static long Of(string path) => Find(path) ?? Random.Shared.NextInt64();

    /// <inheritdoc cref="Of(string)"/>
    /// <returns>Null: nothing tells it from another.</returns>
    public static long? Find(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() ? OnWindows(path)
                : OperatingSystem.IsMacOS() ? OnMac(path)
                : OperatingSystem.IsLinux() ? File.GetCreationTimeUtc(path).Ticks
                : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    private static long? OnWindows(string path)
    {
        // .NET lifts the limit of 260 letters only for its own calls.
        using var file = Open(path.StartsWith(@"\\", StringComparison.Ordinal) ? path : @"\\?\" + path, ReadAttributes, AllShare, IntPtr.Zero, OpenExisting, OpenLink, IntPtr.Zero);
        if (file.IsInvalid || !AskBasic(file, 0, out var basic, (uint)Marshal.SizeOf<WindowsBasic>()) || basic.Changed == 0) return null;
        // Not every file system numbers its files; the time alone tells almost as much.
        return Of(AskId(file, 18, out var id, (uint)Marshal.SizeOf<WindowsId>()) ? id.Low ^ id.High : 0, basic.Changed);
    }

    /// <summary>Number of the user whose a file or folder is. Windows has none.</summary>
    /// <returns>Null: the system does not say.</returns>
    public static uint? OwnerOf(string path) => OperatingSystem.IsMacOS() ? Ask(path)?.Owner : FileStatus.Of(path).Owner;

    private static long? OnMac(string path) =>
        Ask(path) is { } found ? Of(found.Inode, unchecked((found.ChangedSeconds * 1_000_000_000) ^ found.ChangedNanoseconds)) : null;

    private static MacFacts? Ask(string path) =>
        (RuntimeInformation.ProcessArchitecture == Architecture.X64 ? AskMacX64(path, out var found) : AskMac(path, out found)) == 0 ? found : null;

    [DllImport("kernel32", EntryPoint = "CreateFileW", CharSet = CharSet.Unicode)]
    private static extern SafeFileHandle Open(string path, uint access, uint share, IntPtr security, uint disposition, uint flags, IntPtr template);

    [DllImport("kernel32", EntryPoint = "GetFileInformationByHandleEx")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool AskBasic(SafeFileHandle file, int what, out WindowsBasic facts, uint size);

    [DllImport("kernel32", EntryPoint = "GetFileInformationByHandleEx")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool AskId(SafeFileHandle file, int what, out WindowsId facts, uint size);

    // On x64 the plain name is the call of before 2007, whose inodes have 32 bits. arm64 never had that.
    [DllImport("libc", EntryPoint = "lstat$INODE64")]
    private static extern int AskMacX64([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out MacFacts found);

    [DllImport("libc", EntryPoint = "lstat")]
    private static extern int AskMac([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out MacFacts found);

    /// <summary>FILE_BASIC_INFO, the same on every processor. <see href="https://learn.microsoft.com/windows/win32/api/winbase/ns-winbase-file_basic_info"/></summary>
    [StructLayout(LayoutKind.Explicit, Size = 40)]
    private struct WindowsBasic
    {
        // After the times of creation, of reading and of writing, in 100 nanoseconds as all of them.
        [FieldOffset(24)]
        public long Changed;
    }

    /// <summary>FILE_ID_INFO: the number of the volume, and the 128 bits of the file. <see href="https://learn.microsoft.com/windows/win32/api/winbase/ns-winbase-file_id_info"/></summary>
    [StructLayout(LayoutKind.Explicit, Size = 24)]
    private struct WindowsId
    {
        [FieldOffset(8)]
        public ulong Low;

        [FieldOffset(16)]
        public ulong High;
    }

    /// <summary>struct stat with inodes of 64 bits, the same on both processors. <see href="https://github.com/apple-oss-distributions/xnu/blob/main/bsd/sys/stat.h"/></summary>
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private struct MacFacts
    {
        // After device (4 bytes), mode (2) and number of links (2).
        [FieldOffset(8)]
        public ulong Inode;

        [FieldOffset(16)]
        public uint Owner;

        // After group and device (4 each, and 4 to align), and the times of reading and of writing (16 each).
        [FieldOffset(64)]
        public long ChangedSeconds;

        [FieldOffset(72)]
        public long ChangedNanoseconds;
    }
}
