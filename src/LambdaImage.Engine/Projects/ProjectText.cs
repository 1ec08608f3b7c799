using System.Text;

namespace LambdaImage.Engine.Projects;

/// <summary>Reads a text file of a project whatever its encoding, and no more of it than allowed.</summary>
internal static class ProjectText
{
    /// <summary>The text with LF line ends and without a byte order mark; null when it is too long.</summary>
    /// <param name="file">Absolute path.</param>
    /// <param name="limit">Bytes that are read at most.</param>
    public static string? Read(string file, long limit)
    {
        var length = new FileInfo(file).Length;
        if (length > limit) return null;
        // Pipes and devices have no length; opening them could wait for ever.
        if (length == 0) return "";
        var bytes = new byte[length];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Decode(bytes.AsSpan(0, read)).Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>UTF-8, or what the byte order mark says; without one, UTF-16 is known by the zeros of its first letter.
    /// What is no UTF-8 becomes replacement characters: comments in another encoding harm nobody.</summary>
    private static string Decode(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var text] => Encoding.UTF8.GetString(text),
        [0xFF, 0xFE, 0, 0, .. var text] => Encoding.UTF32.GetString(text),
        [0xFF, 0xFE, .. var text] => Encoding.Unicode.GetString(text),
        [0xFE, 0xFF, .. var text] => Encoding.BigEndianUnicode.GetString(text),
        [> 0 and < 0x80, 0, > 0 and < 0x80, 0, ..] => Encoding.Unicode.GetString(bytes),
        [0, > 0 and < 0x80, 0, > 0 and < 0x80, ..] => Encoding.BigEndianUnicode.GetString(bytes),
        _ => Encoding.UTF8.GetString(bytes),
    };
}
