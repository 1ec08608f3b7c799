namespace LambdaImage.Engine.Errors;

/// <summary>What is to be written does not get onto the disk.</summary>
internal static class OutputErrors
{
    /// <param name="path">What was asked for.</param>
    /// <param name="cause">What the system says.</param>
    public static LambdaImageException NotWritable(string path, Exception cause) => new(
        ErrorKind.OutputNotWritable, $"Tried to write {path} but {Reason(cause)}. Nothing was left behind.",
        IsDiskFull(cause)
            ? $"Make room on the disk that holds {Folder(path)}, or choose another place."
            : $"Check that {Folder(path)} is a folder you may write to, or choose another place.",
        path, inner: cause);

    /// <param name="path">File or folder of the cache.</param>
    /// <param name="cause">What the system says.</param>
    public static LambdaImageException CacheNotWritable(string path, Exception cause) => new(
        ErrorKind.OutputNotWritable, $"Tried to write {path} in the cache but {Reason(cause)}.",
        IsDiskFull(cause)
            ? "Make room on that disk, or choose another folder with the environment variable LAMBDAIMAGE_CACHE."
            : "Make it a folder you may write to, or choose another one with the environment variable LAMBDAIMAGE_CACHE.",
        path, inner: cause);

    private static string Reason(Exception cause) =>
        IsDiskFull(cause) ? "the disk is full" : $"it cannot be written: {cause.Message.TrimEnd('.')}";

    // ENOSPC on Linux and macOS, EDQUOT on Linux, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private static bool IsDiskFull(Exception cause) => OperatingSystem.IsWindows()
        ? (cause.HResult & 0xFFFF) is 0x70 or 0x27
        : cause.HResult is 28 or 122;

    private static string Folder(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
}
