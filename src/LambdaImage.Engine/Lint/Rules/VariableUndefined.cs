using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Variables that are empty where they are used.
/// <see href="https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact"/></summary>
internal sealed partial class VariableUndefined : ILintRule
{
    /// <summary>Arguments that BuildKit sets, once a stage declares them.</summary>
    private static readonly HashSet<string> Platform = new(StringComparer.Ordinal)
    {
        "BUILDARCH", "BUILDOS", "BUILDPLATFORM", "BUILDVARIANT", "TARGETARCH", "TARGETOS", "TARGETPLATFORM", "TARGETVARIANT", "TARGETSTAGE",
    };

    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Variable without a value";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var globals = subject.Document.GlobalArguments.SelectMany(arg => arg.Variables).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var stage in subject.Stages)
        {
            foreach (var name in Used(stage.From.Image).Concat(Used(stage.From.Platform)).Where(name => !globals.Contains(name) && !Platform.Contains(name)))
            {
                yield return subject.Of(stage.From, name, $"{name} is not declared above the first FROM, so it is empty here.",
                    DockerfileReaderSpelling.Nearest(name, globals) is { } nearest ? $"Did you mean {nearest}?" : $"Write ARG {name}=… above the first FROM.") with
                { Severity = LintSeverity.Error };
            }

            foreach (var finding in InStage(subject, stage, globals)) yield return finding;
        }
    }

    private static IEnumerable<Finding> InStage(LintSubject subject, StageView stage, IReadOnlySet<string> globals)
    {
        foreach (var instruction in stage.Instructions)
        {
            foreach (var name in Texts(instruction).SelectMany(Used).Distinct(StringComparer.Ordinal).Where(name => !stage.Variables.ContainsKey(name)))
            {
                // What a base image sets is not known, so only what is surely a slip is told.
                var (message, remedy) = globals.Contains(name)
                    ? ($"{name} is declared above the first FROM, which counts for FROM only: here it is empty.", $"Repeat ARG {name} in this stage.")
                    : Platform.Contains(name)
                        ? ($"{name} is empty until the stage declares it.", $"Write ARG {name} above this line.")
                        : name.Length > 3 && DockerfileReaderSpelling.Nearest(name, stage.Variables.Keys.Where(known => known.Length > 3)) is { } nearest
                            ? ($"{name} is not declared in this stage.", $"Did you mean {nearest}?")
                            : (null, null);
                if (message is not null) yield return subject.Of(instruction, name, message, remedy!);
            }
        }
    }

    private static IEnumerable<string?> Texts(Instruction instruction) => instruction switch
    {
        Env env => env.Variables.Select(pair => (string?)pair.Value),
        Arg arg => arg.Variables.Select(pair => pair.Value),
        Dockerfiles.Label label => label.Labels.Select(pair => (string?)pair.Value),
        Copy copy => [.. copy.Sources, copy.Destination, copy.From, copy.Chown, copy.Chmod],
        Transfer transfer => [.. transfer.Sources, transfer.Destination, transfer.Chown, transfer.Chmod],
        WorkDir folder => [folder.Path],
        User user => [user.Name],
        Expose expose => expose.Ports,
        Volume volume => volume.Paths,
        // The shell has variables of its own, but those of the file are empty there as well.
        Run { Documents.Count: 0 } run => run.Command.Arguments.Where(text => !text.Contains('\'', StringComparison.Ordinal)),
        _ => [],
    };

    /// <summary>Names that are used without a default.</summary>
    private static IEnumerable<string> Used(string? text) => text is null ? [] : Variable().Matches(text)
        .Where(match => match.Groups["rest"].Value is "" or "?" && match.Groups["name"].Success).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"\\.|\$(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)|\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<rest>[^}]*)\})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();
}
