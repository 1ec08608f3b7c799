using System.Globalization;
using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Decides whether a release line such as <c>22</c> or <c>3.13</c> can satisfy a constraint, in the grammars
/// of npm, PyPI, Composer, RubyGems and Hex.
/// A line satisfies it when any release of the line would.</summary>
internal static partial class VersionRange
{
    /// <summary>No version number of any runtime comes near, and arithmetic with it cannot overflow.</summary>
    private const int HighestPart = 1_000_000;

    /// <summary>A constraint that is longer is no constraint.</summary>
    private const int LongestConstraint = 256;

    private static readonly Version Highest = new(int.MaxValue, 0, 0);

    /// <summary>Whether some release of the line satisfies the constraint.</summary>
    /// <param name="constraint">For example <c>>=18 &lt;23</c>, <c>^8.2 || ^8.3</c>, <c>~=3.12</c>,
    /// <c>22.x</c>.</param>
    /// <param name="line">For example <c>22</c> or <c>3.13</c>.</param>
    /// <returns>True also for constraints that name no number, such as <c>*</c>.</returns>
    /// <param name="tildeKeepsMajor">Composer's <c>~8.2</c> goes up to 9; everybody else's stays in 8.2.</param>
    public static bool Allows(string constraint, string line, bool tildeKeepsMajor = false)
    {
        if (constraint.Length > LongestConstraint) return false;
        var alternatives = constraint.Replace(" or ", "|", StringComparison.Ordinal)
            .Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return alternatives.Length == 0 || alternatives.Any(alternative => AllOf(alternative, Within(line), tildeKeepsMajor));
    }

    /// <summary>The number of a constraint that is a release: <c>22.1.0</c> of <c>v22.1.0</c>; null of a range.</summary>
    public static string? Exact(string constraint) =>
        constraint.Length <= LongestConstraint && Release().Match(constraint) is { Success: true } release ? release.Groups["version"].Value : null;

    private static bool AllOf(string alternative, (Version From, Version Before) line, bool tildeKeepsMajor)
    {
        var hyphen = Hyphen().Match(alternative);
        if (hyphen.Success) alternative = $">={hyphen.Groups["low"].Value} <={hyphen.Groups["high"].Value}";
        var (from, before) = line;
        foreach (Match match in Comparison().Matches(alternative))
        {
            var (low, high) = Interval(match.Groups["sign"].Value, match.Groups["version"].Value, tildeKeepsMajor);
            if (low > from) from = low;
            if (high < before) before = high;
        }

        return from < before;
    }

    private static (Version Low, Version High) Interval(string sign, string text, bool tildeKeepsMajor)
    {
        var (from, before) = Within(text);
        var parts = Parts(text);
        return sign switch
        {
            ">=" => (from, Highest),
            ">" => (parts.Length < 3 ? before : Next(from), Highest),
            "<" => (new Version(0, 0, 0), from),
            "<=" => (new Version(0, 0, 0), before),
            "^" => (from, new Version(from.Major + 1, 0, 0)),
            // npm's and Poetry's "~3.11" frees what follows the second part; one part alone frees all that follows it.
            "~" when !tildeKeepsMajor && parts.Length == 2 => (from, new Version(from.Major, from.Minor + 1, 0)),
            // "~> 3.3" and "~=3.3" and Composer's "~8.2" free all but the first part; with three parts all of them free the last one only.
            "~>" or "~=" or "~" => (from, parts.Length > 2 ? new Version(from.Major, from.Minor + 1, 0) : new Version(from.Major + 1, 0, 0)),
            // Excluding a single release never excludes a line.
            "!=" => (new Version(0, 0, 0), Highest),
            _ => (from, before),
        };
    }

    private static (Version From, Version Before) Within(string text) => Parts(text) switch
    {
        [] => (new Version(0, 0, 0), Highest),
        [var major] => (new Version(major, 0, 0), new Version(major + 1, 0, 0)),
        [var major, var minor] => (new Version(major, minor, 0), new Version(major, minor + 1, 0)),
        [var major, var minor, var patch, ..] => (new Version(major, minor, patch), new Version(major, minor, patch + 1)),
    };

    private static Version Next(Version version) => new(version.Major, version.Minor, version.Build + 1);

    private static int[] Parts(string text) =>
        [.. text.Split('.').TakeWhile(part => part.Length > 0 && part.All(char.IsAsciiDigit)).Select(Number)];

    private static int Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, HighestPart) : HighestPart;

    // What follows a number, as in 3.13.0rc1 or 1.18.1-otp-27, belongs to it and is not the next number.
    [GeneratedRegex(
        @"(?<sign>~>|~=|===|==|!=|>=|<=|>|<|=|\^|~)?\s*v?(?<version>[0-9]+(\.([0-9]+|x|X|\*))*)(([-+][0-9A-Za-z]|[A-Za-z])[0-9A-Za-z.+-]*)?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comparison();

    [GeneratedRegex(
        @"^\s*v?(?<low>[0-9.]+)\s+-\s+v?(?<high>[0-9.]+)\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hyphen();

    [GeneratedRegex(@"^\s*={0,3}\s*v?(?<version>[0-9]+(\.[0-9]+){0,3})\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Release();
}
