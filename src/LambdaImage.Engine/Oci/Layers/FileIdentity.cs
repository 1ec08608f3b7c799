using System.Runtime.InteropServices;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Tells a file from another that took its name, and from itself after a change that hid its time. Linux keeps
/// the inode and the time of the last change of anything; elsewhere the time of creation must do.</summary>
internal static class FileIdentity
{
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint InodeAndChange = 0x100 | 0x80;

    public static long Of(FileInfo file)
    {
        try
        {
            if (OperatingSystem.IsLinux() && Ask(CurrentFolder, file.FullName, DoNotFollow, InodeAndChange, out var found) == 0)
                return unchecked(((long)found.Inode * 0x1F35_9A7B_3C61_52D5) ^ (found.ChangedSeconds * 1_000_000_000) ^ found.ChangedNanoseconds);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018.
        }

        return file.CreationTimeUtc.Ticks;
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Ask(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Status found);

    /// <summary>The same on every processor. <see href="https://man7.org/linux/man-pages/man2/statx.2.html"/></summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(96)]
        public long ChangedSeconds;

        [FieldOffset(104)]
        public uint ChangedNanoseconds;
    }
}
