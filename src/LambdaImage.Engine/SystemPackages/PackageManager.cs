namespace LambdaImage.Engine.SystemPackages;

/// <summary>How a distribution's package manager installs without leaving its notes in the image.</summary>
internal static class PackageManager
{
    /// <summary>Shell commands that install packages; none for no packages.</summary>
    /// <param name="distribution">Whose names the packages have.</param>
    /// <param name="packages">Names; sorted and made unique here.</param>
    public static IReadOnlyList<string> Install(LinuxDistribution distribution, IEnumerable<string> packages)
    {
        string[] sorted = [.. packages.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (sorted.Length == 0) return [];
        var names = string.Join(' ', sorted);
        return distribution switch
        {
            LinuxDistribution.AmazonLinux2023 => [$"dnf install -y {names}", "dnf clean all"],
            LinuxDistribution.AmazonLinux2 => [$"yum install -y {names}", "yum clean all", "rm -rf /var/cache/yum"],
            LinuxDistribution.Debian => ["apt-get update -qq", $"apt-get install --no-install-recommends -y {names}", "rm -rf /var/lib/apt/lists/*"],
            LinuxDistribution.Alpine => [$"apk add --no-cache {names}"],
            _ => throw new System.Diagnostics.UnreachableException(distribution.ToString()),
        };
    }

    /// <summary>Name for people.</summary>
    public static string Name(this LinuxDistribution distribution) => distribution switch
    {
        LinuxDistribution.AmazonLinux2023 => "Amazon Linux 2023",
        LinuxDistribution.AmazonLinux2 => "Amazon Linux 2",
        _ => distribution.ToString(),
    };
}
