using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Projects.Deployment;

/// <summary>Reads Lambda's names of runtimes, such as <c>nodejs22.x</c> and <c>java8.al2</c>, and Bref's, such as
/// <c>php-84-fpm</c>. <see href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html"/></summary>
internal static partial class DeclaredRuntime
{
    /// <summary>Languages whose programs Lambda runs as custom runtimes, so that their functions name no language.</summary>
    private static readonly string[] Compiled = ["bun", "deno", "elixir", "go", "powershell", "provided", "rust"];

    public static bool IsFor(string declared, string runtime) =>
        declared.StartsWith("provided", StringComparison.Ordinal) ? Compiled.Contains(runtime, StringComparer.Ordinal) || runtime is "php" or "dotnet"
        : declared.StartsWith("go1", StringComparison.Ordinal) ? runtime is "go" or "provided"
        : declared.StartsWith(runtime, StringComparison.Ordinal);

    /// <summary>The version in the name of a runtime; null when it has none that decides anything.</summary>
    public static string? Version(string declared, string runtime)
    {
        if (Bref().Match(declared) is { Success: true } bref) return runtime == "php" ? $"{bref.Groups["major"].Value}.{bref.Groups["minor"].Value}" : null;
        return Name().Match(declared) is { Success: true } match && match.Groups["name"].Value is var name && (name == runtime || name == runtime + "core")
            ? match.Groups["version"].Value
            : null;
    }

    [GeneratedRegex(@"^(?<name>nodejs|python|ruby|java|dotnet|dotnetcore)(?<version>[0-9]+(\.[0-9]+)?(\.al[0-9]+)?)(\.x)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("^php-(?<major>[0-9])(?<minor>[0-9])(-fpm|-console)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bref();
}
