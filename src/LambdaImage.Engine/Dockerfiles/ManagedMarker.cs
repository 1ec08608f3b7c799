using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>The first line of files that LambdaImage keeps up to date. Its hash tells whether somebody has edited the
/// rest.</summary>
internal static partial class ManagedMarker
{
    /// <summary>What the first line of such a file says.</summary>
    public const string Signature = "Written by LambdaImage (managed, ";

    /// <summary>Puts the marker above a text, as a comment of its language.</summary>
    public static string Sign(string body, string comment = "#") =>
        $"{comment} {Signature}{Hash(body)}). While this line stays, New-LambdaDockerfile keeps the file up to date.\n{body}";

    /// <summary>How a file's language begins a comment.</summary>
    public static string CommentOf(string path) => Path.GetExtension(path) switch
    {
        ".ini" => ";",
        ".gradle" => "//",
        _ => "#",
    };

    /// <summary>Why a file must not be overwritten; null when it may be.</summary>
    public static string? Objection(string text)
    {
        var lines = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', 2);
        var marker = Marker().Match(lines[0]);
        if (!marker.Success) return "LambdaImage did not write it";
        return marker.Groups["hash"].Value == Hash(lines.ElementAtOrDefault(1) ?? "") ? null : "it was edited after LambdaImage wrote it";
    }

    private static string Hash(string body) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(body)))[..8].ToLowerInvariant();

    [GeneratedRegex(
        @"^(#|;|//) Written by LambdaImage \(managed, (?<hash>[0-9a-f]{8})\)\.",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marker();
}
