using System.Text.RegularExpressions;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Lint;

/// <summary>The parts of a name of Bref's images, such as <c>bref/arm-php-84-fpm:2</c>.
/// <see href="https://bref.sh/docs/deploy/docker"/></summary>
/// <param name="IsArm">Whether it is the arm64 variant, which has a name of its own.</param>
/// <param name="Php">PHP version without its dot, for example <c>84</c>.</param>
/// <param name="Kind">What follows, for example <c>fpm</c>, <c>console</c>, <c>dev</c>; empty for the plain image.</param>
/// <param name="IsBuild">Whether it is the image with compilers.</param>
/// <param name="Extension">Name of the extension for images of one; null for a runtime.</param>
/// <param name="Major">Major version of Bref that the tag names; null for <c>latest</c> and no tag.</param>
internal sealed partial record BrefName(bool IsArm, string Php, string Kind, bool IsBuild, string? Extension, int? Major)
{
    /// <summary>Version of Bref that <c>latest</c> stands for.</summary>
    public const int Newest = 3;

    /// <summary>Whether it is of the version that has one image for every kind of function.</summary>
    public bool IsUnified => (Major ?? Newest) >= 3;

    public static BrefName? Of(ImageReference reference)
    {
        var match = reference.Registry == ImageReference.DockerHub ? Grammar().Match(reference.Repository) : Match.Empty;
        if (!match.Success) return null;
        var major = reference.Tag?.Split('.', '-')[0] is { } first && int.TryParse(first, out var number) ? number : (int?)null;
        return new BrefName(
            match.Groups["arm"].Success, match.Groups["php"].Value, match.Groups["kind"].Value.TrimStart('-'), match.Groups["build"].Success,
            match.Groups["extension"] is { Success: true } extension ? extension.Value : null, major);
    }

    [GeneratedRegex(@"^bref/(?<arm>arm-)?(?<build>build-)?(?:extra-(?<extension>.+)-)?php-(?<php>\d\d)(?<kind>-[a-z-]+)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grammar();
}
