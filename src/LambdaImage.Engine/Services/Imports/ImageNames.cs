using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Makes names of images where the other tool has none.</summary>
internal static partial class ImageNames
{
    private const int Longest = 32;

    /// <summary>A name of small letters, digits and dashes: <c>HelloWorldFunction</c> is <c>hello-world-function</c>.</summary>
    public static string Of(string text)
    {
        var name = Others().Replace(Words().Replace(text, "-").ToLowerInvariant(), "-").Trim('-');
        if (name.Length < 2 || !char.IsAsciiLetterLower(name[0])) name = "image-" + name;
        return (name.Length > Longest ? name[..Longest] : name).TrimEnd('-');
    }

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Others();
}
