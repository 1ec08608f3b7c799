using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Context;

/// <summary>Whether a file of the context is to be executable in the image. Everything else about its mode is the same
/// for all: Lambda's own user must be able to read it, whatever the umask was.</summary>
internal static class ExecutableBit
{
    private const UnixFileMode AnyExecute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const int MagicLength = 4;

    public static bool Of(string path, FileStatus status) =>
        OperatingSystem.IsWindows() ? OfContent(new FileInfo(path)) : (status.Mode & AnyExecute) != UnixFileMode.None;

    /// <summary>For file systems without the bit: scripts with a first line for it, programs, and the names that Lambda
    /// starts.</summary>
    public static bool OfContent(FileInfo file)
    {
        if (file.Name == "bootstrap" || file.Extension.Equals(".sh", StringComparison.OrdinalIgnoreCase)) return true;
        if (file.Length < MagicLength) return false;
        try
        {
            Span<byte> magic = stackalloc byte[MagicLength];
            // Somebody may be writing to it, or removing it.
            using var content = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            content.ReadExactly(magic);
            return magic is [(byte)'#', (byte)'!', ..] or [0x7F, (byte)'E', (byte)'L', (byte)'F'];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw DockerfileErrors.ContextFileUnreadable(file.FullName, problem);
        }
    }
}
