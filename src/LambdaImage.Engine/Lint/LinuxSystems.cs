using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Lint;

/// <summary>Tells from the name of an image which Linux is in it. What is not certain is unknown: no rule then says
/// anything.</summary>
internal static class LinuxSystems
{
    private static readonly Dictionary<string, LinuxSystem> ByRepository = new(StringComparer.Ordinal)
    {
        ["alpine"] = LinuxSystem.Alpine,
        ["composer"] = LinuxSystem.Alpine,
        ["debian"] = LinuxSystem.Debian,
        ["buildpack-deps"] = LinuxSystem.Debian,
        ["gcc"] = LinuxSystem.Debian,
        ["golang"] = LinuxSystem.Debian,
        ["httpd"] = LinuxSystem.Debian,
        ["nginx"] = LinuxSystem.Debian,
        ["node"] = LinuxSystem.Debian,
        ["perl"] = LinuxSystem.Debian,
        ["php"] = LinuxSystem.Debian,
        ["python"] = LinuxSystem.Debian,
        ["ruby"] = LinuxSystem.Debian,
        ["rust"] = LinuxSystem.Debian,
        ["ubuntu"] = LinuxSystem.Ubuntu,
        ["eclipse-temurin"] = LinuxSystem.Ubuntu,
        ["gradle"] = LinuxSystem.Ubuntu,
        ["maven"] = LinuxSystem.Ubuntu,
        ["almalinux"] = LinuxSystem.RedHat,
        ["centos"] = LinuxSystem.RedHat,
        ["fedora"] = LinuxSystem.RedHat,
        ["oraclelinux"] = LinuxSystem.RedHat,
        ["rockylinux"] = LinuxSystem.RedHat,
        ["busybox"] = LinuxSystem.None,
    };

    /// <summary>Words in tags, surest first.</summary>
    private static readonly (string Word, LinuxSystem System)[] ByTag =
    [
        ("alpine", LinuxSystem.Alpine), ("al2023", LinuxSystem.AmazonLinux2023),
        ("trixie", LinuxSystem.Debian), ("bookworm", LinuxSystem.Debian), ("bullseye", LinuxSystem.Debian), ("buster", LinuxSystem.Debian),
        ("debian", LinuxSystem.Debian), ("noble", LinuxSystem.Ubuntu), ("jammy", LinuxSystem.Ubuntu), ("focal", LinuxSystem.Ubuntu),
        ("ubuntu", LinuxSystem.Ubuntu), ("ubi", LinuxSystem.RedHat),
    ];

    /// <summary>Versions of AWS's runtimes that are older than Amazon Linux 2023.
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"/></summary>
    private static readonly Dictionary<string, string[]> OnAmazonLinux2 = new(StringComparer.Ordinal)
    {
        ["dotnet"] = ["6", "7"],
        ["java"] = ["8.al2", "11", "17"],
        ["nodejs"] = ["12", "14", "16", "18"],
        ["provided"] = ["al2"],
        ["python"] = ["3.8", "3.9", "3.10", "3.11"],
        ["ruby"] = ["2.7", "3.2"],
    };

    /// <param name="reference">The image.</param>
    /// <param name="awsRuntime">Name of AWS's runtime, for AWS's images.</param>
    /// <param name="awsVersion">Its version.</param>
    public static LinuxSystem Of(ImageReference reference, string? awsRuntime, string? awsVersion)
    {
        if (awsRuntime is not null) return OfAws(awsRuntime, awsVersion);
        if (BrefName.Of(reference) is { } bref)
            return bref.Extension is not null ? LinuxSystem.None : bref.IsUnified ? LinuxSystem.AmazonLinux2023Minimal : LinuxSystem.AmazonLinux2;
        var tag = reference.Tag ?? "";
        if (tag.Contains("chiseled", StringComparison.Ordinal) || tag.Contains("distroless", StringComparison.Ordinal)) return LinuxSystem.None;
        if (reference.Name.StartsWith("gcr.io/distroless/", StringComparison.Ordinal))
            return tag.Contains("debug", StringComparison.Ordinal) ? LinuxSystem.Unknown : LinuxSystem.None;
        if (reference.Name.StartsWith("cgr.dev/chainguard/", StringComparison.Ordinal)) return tag.EndsWith("dev", StringComparison.Ordinal) ? LinuxSystem.Wolfi : LinuxSystem.None;
        if (reference.Repository.EndsWith("amazonlinux", StringComparison.Ordinal)) return OfAmazonLinux(tag);
        foreach (var (word, system) in ByTag)
        {
            if (tag.Contains(word, StringComparison.Ordinal)) return system;
        }

        if (reference.Name.StartsWith("mcr.microsoft.com/dotnet/", StringComparison.Ordinal)) return OfDotnet(tag);
        if (reference.Repository == "ubi8" || reference.Repository == "ubi9" || reference.Repository.StartsWith("ubi", StringComparison.Ordinal))
            return reference.Repository.EndsWith("micro", StringComparison.Ordinal) ? LinuxSystem.None : LinuxSystem.RedHat;
        return IsOfficial(reference) ? ByRepository.GetValueOrDefault(reference.Repository.Split('/')[^1]) : LinuxSystem.Unknown;
    }

    public static bool IsOfficial(ImageReference reference) =>
        reference.Name.StartsWith("docker.io/library/", StringComparison.Ordinal)
        || reference.Name.StartsWith("public.ecr.aws/docker/library/", StringComparison.Ordinal);

    /// <summary>Words for people.</summary>
    public static string Words(this LinuxSystem system) => system switch
    {
        LinuxSystem.AmazonLinux2 => "Amazon Linux 2",
        LinuxSystem.AmazonLinux2023 or LinuxSystem.AmazonLinux2023Minimal => "Amazon Linux 2023",
        LinuxSystem.RedHat => "the Red Hat family",
        _ => system.ToString(),
    };

    private static LinuxSystem OfAws(string runtime, string? version)
    {
        if (runtime is "go" or "dotnetcore") return LinuxSystem.Unknown;
        if (version is null) return runtime == "java" ? LinuxSystem.Unknown : LinuxSystem.AmazonLinux2023Minimal;
        return OnAmazonLinux2.GetValueOrDefault(runtime)?.Contains(version) == true ? LinuxSystem.AmazonLinux2 : LinuxSystem.AmazonLinux2023Minimal;
    }

    private static LinuxSystem OfAmazonLinux(string tag) =>
        tag == "2" || tag.StartsWith("2.", StringComparison.Ordinal) ? LinuxSystem.AmazonLinux2
        : tag.Contains("minimal", StringComparison.Ordinal) ? LinuxSystem.AmazonLinux2023Minimal
        : tag.Length == 0 || tag == "latest" || tag.StartsWith("2023", StringComparison.Ordinal) ? LinuxSystem.AmazonLinux2023
        : LinuxSystem.Unknown;

    /// <summary>Microsoft moved from Debian to Ubuntu with .NET 10.
    /// <see href="https://github.com/dotnet/dotnet-docker/blob/main/documentation/supported-platforms.md"/></summary>
    private static LinuxSystem OfDotnet(string tag)
    {
        var major = tag.Split('.', '-')[0];
        return major is "6" or "7" or "8" or "9" ? LinuxSystem.Debian : major == "10" ? LinuxSystem.Ubuntu : LinuxSystem.Unknown;
    }
}
