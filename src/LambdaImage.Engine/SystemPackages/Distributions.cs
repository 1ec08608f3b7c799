using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.SystemPackages;

/// <summary>Tells the distribution of a base image from its name.</summary>
internal static class Distributions
{
    /// <summary>AWS's images that are older than Amazon Linux 2023. <see href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"/></summary>
    private static readonly HashSet<string> OlderLambdaImages = new(StringComparer.Ordinal)
    {
        "python:3.8", "python:3.9", "python:3.10", "python:3.11", "nodejs:16", "nodejs:18", "java:8.al2", "java:11", "java:17",
        "ruby:2.7", "ruby:3.2", "dotnet:6", "dotnet:7", "provided:al2",
    };

    /// <summary>Official images that are built on Debian unless their tag says Alpine.</summary>
    private static readonly HashSet<string> DebianImages = new(StringComparer.Ordinal)
    {
        "debian", "ubuntu", "python", "node", "ruby", "php", "golang", "rust", "elixir", "erlang", "maven", "gradle", "eclipse-temurin", "bun", "deno",
        "buildpack-deps", "openjdk", "perl", "httpd", "nginx", "dotnet/sdk", "dotnet/aspnet", "dotnet/runtime", "dotnet/runtime-deps", "composer", "caddy",
    };

    /// <summary>Those of them that are Alpine unless their tag says otherwise.</summary>
    private static readonly HashSet<string> AlpineImages = new(StringComparer.Ordinal) { "alpine", "composer", "caddy" };

    /// <summary>The distribution; null when the name does not tell it.</summary>
    /// <param name="image">Reference as a FROM has it.</param>
    public static LinuxDistribution? Of(string image)
    {
        if (ImageReference.TryParse(image) is not { } reference) return null;
        var tag = reference.Tag ?? "";
        var repository = reference.Repository;
        var name = repository[(repository.LastIndexOf('/') + 1)..];
        if (IsLambda(reference, out var runtime))
            return OlderLambdaImages.Contains($"{runtime}:{Plain(tag)}") ? LinuxDistribution.AmazonLinux2 : LinuxDistribution.AmazonLinux2023;
        if (name == "amazonlinux") return tag.StartsWith('2') && !tag.StartsWith("2023", StringComparison.Ordinal) ? LinuxDistribution.AmazonLinux2 : LinuxDistribution.AmazonLinux2023;
        if (repository.StartsWith("bref/", StringComparison.Ordinal)) return tag.StartsWith('3') ? LinuxDistribution.AmazonLinux2023 : LinuxDistribution.AmazonLinux2;
        if (tag.Contains("alpine", StringComparison.Ordinal) || (AlpineImages.Contains(name))) return LinuxDistribution.Alpine;
        if (tag.Contains("amazonlinux", StringComparison.Ordinal) || tag.Contains("al2023", StringComparison.Ordinal)) return LinuxDistribution.AmazonLinux2023;
        return DebianImages.Contains(name) || DebianImages.Contains(LastTwo(repository)) ? LinuxDistribution.Debian : null;
    }

    /// <summary>Whether AWS made the image for Lambda, so that its entry point speaks Lambda's protocol.</summary>
    public static bool IsLambda(string image) => ImageReference.TryParse(image) is { } reference && IsLambda(reference, out _);

    private static bool IsLambda(ImageReference reference, out string runtime)
    {
        const string onDockerHub = "amazon/aws-lambda-";
        var parts = reference.Repository.Split('/');
        runtime = reference.Repository.StartsWith(onDockerHub, StringComparison.Ordinal) ? reference.Repository[onDockerHub.Length..]
            : parts.Length >= 2 && parts[^2] == "lambda" ? parts[^1] : "";
        return runtime.Length > 0;
    }

    /// <summary>Without date and processor: <c>3.11-x86_64</c> and <c>3.11.2024.05.01.10</c> are <c>3.11</c>.</summary>
    private static string Plain(string tag)
    {
        var name = tag.Split('-')[0];
        var year = name.IndexOf(".20", StringComparison.Ordinal);
        return year > 0 ? name[..year] : name;
    }

    private static string LastTwo(string repository) => string.Join('/', repository.Split('/')[^Math.Min(2, repository.Split('/').Length)..]);
}
