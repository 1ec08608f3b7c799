using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Parts for another processor than the function's.</summary>
internal sealed partial class ArchitectureClash : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Part for another processor";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var function = subject.Architecture.ApiName();
        foreach (var stage in subject.Chain)
        {
            if (PlatformOf(stage.From.Platform) is { } platform && platform != subject.Architecture)
            {
                yield return subject.Of(stage.From, "--platform", $"--platform={stage.From.Platform} makes an image for {platform.ApiName()}, and the function is for {function}.",
                    $"Remove --platform, or ask for {platform.ApiName()} with -Architecture.");
            }

            // Bref's names have a rule of their own.
            if (stage.Parent is null && stage.Base is { Bref: null, Architecture: { } built } && built != subject.Architecture)
            {
                yield return subject.Of(stage.From, stage.From.Image, $"{stage.Base.Text} is for {built.ApiName()}, and the function is for {function}.",
                    $"Use the tag without the processor, which has both, or ask for {built.ApiName()} with -Architecture.");
            }

            foreach (var copy in stage.Instructions.OfType<Copy>())
            {
                if (copy.From is null || BaseImage.Of(copy.From) is not { Bref: null, Architecture: { } part } || part == subject.Architecture) continue;
                yield return subject.Of(copy, copy.From, $"{copy.From} is for {part.ApiName()}, and the function is for {function}.", "Copy from the image for the function's processor.");
            }
        }

        foreach (var finding in Downloads(subject, function)) yield return finding;
    }

    /// <summary>Addresses of programs that are built for one processor.</summary>
    private static IEnumerable<Finding> Downloads(LintSubject subject, string function)
    {
        var other = subject.Architecture == LambdaArchitecture.Arm64 ? Intel() : Arm();
        foreach (var command in subject.CommandsInImage.Where(command => command.Name is "curl" or "wget" && !command.Command.IsConditional))
        {
            foreach (var word in command.Arguments.Where(word => word.Text.Contains("://", StringComparison.Ordinal) && other.IsMatch(word.Text)))
            {
                yield return subject.Of(command, word, $"This download is for {other.Match(word.Text).Value}, and the function is for {function}.",
                    "Download the build for the function's processor; ARG TARGETARCH tells which it is.") with
                { Severity = LintSeverity.Warning };
            }
        }
    }

    private static LambdaArchitecture? PlatformOf(string? platform) => platform switch
    {
        "linux/amd64" or "linux/x86_64" or "amd64" => LambdaArchitecture.X86_64,
        "linux/arm64" or "linux/arm64/v8" or "linux/aarch64" or "arm64" => LambdaArchitecture.Arm64,
        _ => null,
    };

    [GeneratedRegex("(?<![a-z0-9])(?:x86_64|amd64|x64)(?![a-z0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Intel();

    [GeneratedRegex("(?<![a-z0-9])(?:aarch64|arm64)(?![a-z0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Arm();
}
