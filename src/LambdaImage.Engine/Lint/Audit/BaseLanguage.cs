using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Lint.Audit;

/// <summary>Language and version that a base image brings, as far as its name tells.</summary>
/// <param name="Runtime">Name of the runtime, for example <c>python</c>.</param>
/// <param name="Version">For example <c>3.13</c>; null where the tag does not say.</param>
internal sealed partial record BaseLanguage(string Runtime, string? Version)
{
    private static readonly Dictionary<string, string> Official = new(StringComparer.Ordinal)
    {
        ["node"] = "nodejs",
        ["python"] = "python",
        ["ruby"] = "ruby",
        ["php"] = "php",
        ["golang"] = "go",
        ["rust"] = "rust",
        ["elixir"] = "elixir",
        ["eclipse-temurin"] = "java",
        ["amazoncorretto"] = "java",
        ["openjdk"] = "java",
    };

    /// <summary>Words for people.</summary>
    public string Name => Runtime switch
    {
        "nodejs" => "Node.js",
        "php" => "PHP",
        "dotnet" => ".NET",
        _ => char.ToUpperInvariant(Runtime[0]) + Runtime[1..],
    };

    public static BaseLanguage? Of(BaseImage image)
    {
        if (image.AwsRuntime is { } aws && aws != "provided") return new(aws, image.AwsVersion?.Split(".al", 2)[0]);
        if (image.Bref is { Extension: null } bref) return new("php", $"{bref.Php[0]}.{bref.Php[1..]}");
        if (image.Reference is not { } reference) return null;
        if (reference.Name is "mcr.microsoft.com/dotnet/aspnet" or "mcr.microsoft.com/dotnet/runtime" or "mcr.microsoft.com/dotnet/sdk") return new("dotnet", VersionOf(reference.Tag));
        return LinuxSystems.IsOfficial(reference) && Official.TryGetValue(reference.Repository.Split('/')[^1], out var runtime) ? new(runtime, VersionOf(reference.Tag)) : null;
    }

    private static string? VersionOf(string? tag) => tag is not null && Number().Match(tag) is { Success: true } number ? number.Value : null;

    [GeneratedRegex(@"^\d+(?:\.\d+){0,2}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
