namespace LambdaImage;

/// <summary>Families of Linux distributions that system packages are known for, each with its own package manager and names.</summary>
public enum LinuxDistribution
{
    /// <summary>Amazon Linux 2023: <c>dnf</c>, in minimal images a link to <c>microdnf</c>.</summary>
    AmazonLinux2023,

    /// <summary>Amazon Linux 2: <c>yum</c>.</summary>
    AmazonLinux2,

    /// <summary>Debian and Ubuntu: <c>apt-get</c>.</summary>
    Debian,

    /// <summary>Alpine: <c>apk</c>.</summary>
    Alpine,
}
