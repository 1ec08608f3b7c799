using System.Globalization;
using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>What wheels have to fit: the image's Python, processor and C library.</summary>
/// <param name="Version">For example <c>3.13</c>.</param>
/// <param name="Architecture">Processor.</param>
/// <param name="Distribution">Distribution of the base image; null when nothing tells it.</param>
internal sealed partial record PythonTarget(string Version, LambdaArchitecture Architecture, LinuxDistribution? Distribution)
{
    /// <summary>Oldest C library that any wheel names with a number.</summary>
    private const int OldestGlibc = 17;

    /// <summary>Processor in the names of wheels.</summary>
    public string Machine => Architecture == LambdaArchitecture.Arm64 ? "aarch64" : "x86_64";

    /// <summary>Minor version of glibc 2; null where the C library is musl.</summary>
    public int? Glibc => Distribution switch
    {
        LinuxDistribution.AmazonLinux2 => 26,
        LinuxDistribution.AmazonLinux2023 => 34,
        LinuxDistribution.Alpine => null,
        _ => 36,
    };

    /// <summary>Platform tags that fit, newest first. <see href="https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/"/></summary>
    public IReadOnlyList<string> Platforms => Glibc is { } newest
        ? [.. Enumerable.Range(OldestGlibc, newest - OldestGlibc + 1).Reverse().Select(minor => $"manylinux_2_{minor}_{Machine}"), $"manylinux2014_{Machine}"]
        : [$"musllinux_1_2_{Machine}", $"musllinux_1_1_{Machine}"];

    /// <summary>The platform in uv's words, which knows fewer. <see href="https://docs.astral.sh/uv/reference/cli/#uv-pip-install--python-platform"/></summary>
    public string UvPlatform => Glibc switch
    {
        null => $"{Machine}-unknown-linux-musl",
        >= 34 => $"{Machine}-manylinux_2_34",
        _ => $"{Machine}-manylinux2014",
    };

    public override string ToString() => $"Python {Version} on {Machine} with {(Glibc is { } minor ? $"glibc 2.{minor}" : "musl")}";

    /// <summary>Whether a wheel can be installed.</summary>
    /// <param name="file">For example <c>lxml-5.3.0-cp313-cp313-manylinux_2_28_x86_64.whl</c>; other files never fit.</param>
    public bool Fits(string file)
    {
        if (!file.EndsWith(".whl", StringComparison.Ordinal)) return false;
        var parts = file[..^".whl".Length].Split('-');
        if (parts.Length < 5) return false;
        var stable = parts[^2].Split('.').Contains("abi3");
        return parts[^3].Split('.').Any(tag => FitsPython(tag, stable)) && parts[^1].Split('.').Any(FitsPlatform);
    }

    private bool FitsPython(string tag, bool stable)
    {
        if (tag is "py3" || tag == $"py{Version.Replace(".", "", StringComparison.Ordinal)}") return true;
        if (!Interpreter().IsMatch(tag)) return false;
        var minor = int.Parse(tag[3..], CultureInfo.InvariantCulture);
        var own = int.Parse(Version.Split('.')[1], CultureInfo.InvariantCulture);
        return minor == own || (stable && minor < own);
    }

    private bool FitsPlatform(string tag)
    {
        if (tag == "any") return true;
        if (!tag.EndsWith(Machine, StringComparison.Ordinal)) return false;
        if (Glibc is not { } glibc) return tag.StartsWith("musllinux_1_", StringComparison.Ordinal);
        return tag.StartsWith("manylinux1_", StringComparison.Ordinal) || tag.StartsWith("manylinux2010_", StringComparison.Ordinal)
            || tag.StartsWith("manylinux2014_", StringComparison.Ordinal)
            || (ManyLinux().Match(tag) is { Success: true } match && int.Parse(match.Groups["minor"].Value, CultureInfo.InvariantCulture) <= glibc);
    }

    [GeneratedRegex("^cp3[0-9]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Interpreter();

    [GeneratedRegex("^manylinux_2_(?<minor>[0-9]+)_", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ManyLinux();
}
