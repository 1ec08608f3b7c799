using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Reads the version numbers that container CLIs print in many ways: <c>v0.10.5</c>, <c>20.10.24+dfsg1</c>, <c>4.3.1</c>.</summary>
internal static partial class CliVersion
{
    /// <summary>The version in the first line that has one; null when none has.</summary>
    public static Version? Read(IReadOnlyList<string> output) => output.Select(Read).FirstOrDefault(version => version is not null);

    /// <summary>The first version in the text; null when there is none.</summary>
    public static Version? Read(string? text) =>
        text is not null && Number().Match(text) is { Success: true } match && Version.TryParse(match.Value, out var version)
            ? version : null;

    [GeneratedRegex(@"\d{1,6}\.\d{1,6}(?:\.\d{1,6})?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
