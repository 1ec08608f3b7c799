namespace LambdaImage.Engine.Lint;

/// <summary>Linux distributions, as far as their package managers differ.</summary>
internal enum LinuxSystem
{
    /// <summary>Not known from the name.</summary>
    Unknown,

    /// <summary>Neither a shell nor a package manager.</summary>
    None,

    AmazonLinux2,

    /// <summary>AWS's small variant under the Lambda images: microdnf, which answers to the name dnf.</summary>
    AmazonLinux2023Minimal,

    /// <summary>The whole of it: dnf, which answers to the name yum.</summary>
    AmazonLinux2023,

    Debian,

    Ubuntu,

    Alpine,

    /// <summary>Chainguard's, with apk.</summary>
    Wolfi,

    /// <summary>Fedora, Red Hat's universal base image and their relatives.</summary>
    RedHat,
}
