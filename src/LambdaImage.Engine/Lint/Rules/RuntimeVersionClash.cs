using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Lint.Audit;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>A base image with another version of the language than the project asks for, or than its packages were
/// installed with.</summary>
internal sealed class RuntimeVersionClash : ILintRule
{
    /// <summary>Languages whose installed packages work with one version only.</summary>
    private static readonly HashSet<string> Bound = new(["nodejs", "php", "python", "ruby"], StringComparer.Ordinal);

    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Another runtime version than the project asks for";

    public IEnumerable<Finding> Check(LintSubject subject) => Asked(subject).Concat(Stages(subject));

    private static IEnumerable<Finding> Asked(LintSubject subject)
    {
        if (subject.Context is not { } context) yield break;
        foreach (var stage in subject.Stages.Where(stage => stage.Parent is null && (subject.Chain.Contains(stage) || FeedsFinal(subject, stage))))
        {
            if (BaseLanguage.Of(stage.Base) is not { Version: { } version } language || Find(language.Runtime, context.Files) is not { } asked) continue;
            if (asked.Allows(version) || IsNewer(language, stage.Base, asked)) continue;
            yield return subject.Of(stage.From, stage.From.Image, $"{stage.Base.Text} has {language.Name} {version}, and {asked}.",
                $"Take the image for {asked.Constraint}, or change {asked.File}.");
        }
    }

    /// <summary>Packages that a stage installs for one version and the image runs with another.</summary>
    private static IEnumerable<Finding> Stages(LintSubject subject)
    {
        if (BaseLanguage.Of(subject.Base) is not { Version: { } version } language || !Bound.Contains(language.Runtime)) yield break;
        foreach (var stage in subject.Stages.Where(stage => FeedsFinal(subject, stage)))
        {
            if (BaseLanguage.Of(stage.Base) is not { Version: { } other } found || found.Runtime != language.Runtime || IsSame(version, other, language.Runtime)) continue;
            var ecosystem = Ecosystem.All.FirstOrDefault(one => one.Runtime == language.Runtime);
            if (stage.Commands.FirstOrDefault(command => ecosystem?.Installs(command) == true) is not { } install) continue;
            yield return subject.Of(install, $"'{install.Command}' installs packages for {found.Name} {other}, and the image runs them with {language.Name} {version}: those with native code will not load.",
                $"Use the same version in both: FROM {stage.From.Image} and FROM {subject.Chain[^1].From.Image} differ.");
        }
    }

    private static bool FeedsFinal(LintSubject subject, StageView stage) => !subject.Chain.Contains(stage)
        && subject.InImage.OfType<Copy>().Any(copy => copy.From is { } from
            && (from.Equals(stage.Name, StringComparison.OrdinalIgnoreCase) || from == stage.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Whether two versions load each other's native code: Node.js by the first number, others by two.</summary>
    private static bool IsSame(string version, string other, string runtime)
    {
        var parts = runtime == "nodejs" ? 1 : 2;
        var (first, second) = (version.Split('.').Take(parts).ToArray(), other.Split('.').Take(parts).ToArray());
        // "python:3" says too little to differ.
        return first.Zip(second).All(pair => pair.First == pair.Second);
    }

    /// <summary>A newer SDK builds for older targets, and a newer Java runs what was compiled for an older one.</summary>
    private static bool IsNewer(BaseLanguage language, BaseImage image, AskedVersion asked) =>
        (language.Runtime == "java" || (language.Runtime == "dotnet" && image.Text.Contains("/sdk", StringComparison.Ordinal)))
        && int.TryParse(language.Version!.Split('.')[0], out var present) && int.TryParse(asked.Constraint.Split('.')[0], out var target) && present >= target;

    private static AskedVersion? Find(string runtime, ProjectDirectory project)
    {
        try
        {
            return runtime switch
            {
                "dotnet" => CsProj.ReadAll(project) is [var only] ? AskedVersions.Dotnet(only) : null,
                _ => AskedVersions.For(runtime, project),
            };
        }
        catch (LambdaImageException)
        {
            // A broken manifest is not this rule's subject.
            return null;
        }
    }
}
