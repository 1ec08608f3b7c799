using System.Globalization;
using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Tests.Builders.Differential;

/// <summary>BuildKits that differ from each other.</summary>
internal enum BuildKitAge
{
    /// <summary>As Debian 12 and Docker 20 to 23 have it: up to 0.11.</summary>
    Old,

    /// <summary>In between: what depends on the age is not compared.</summary>
    Middle,

    /// <summary>With <c>--parents</c>, <c>--exclude</c> and modes in letters in its own frontend: from 0.26, Docker 29.</summary>
    New,
}

internal static partial class BuildKitAges
{
    /// <summary>Reads what <c>buildkitd --version</c> prints.</summary>
    /// <returns>Null: it was built from sources and has no number.</returns>
    public static BuildKitAge? Read(string text) =>
        Number().Match(text) is not { Success: true } match || int.Parse(match.Groups["minor"].Value, CultureInfo.InvariantCulture) is not (> 0 and var minor) ? null
        : minor < 12 ? BuildKitAge.Old
        : minor < 26 ? BuildKitAge.Middle
        : BuildKitAge.New;

    [GeneratedRegex(@" v?0\.(?<minor>\d+)\.", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
