using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Lint.Audit;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>System packages that the project's dependencies need and no RUN installs.</summary>
internal sealed class PackageMissing : ILintRule
{
    /// <summary>Folders of libraries: who copies them from another stage has what is in them.</summary>
    private static readonly string[] Libraries = ["/usr", "/lib", "/opt", "/var/task/lib", "/var/lang"];

    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "System package missing";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Context is not { } context) yield break;
        foreach (var ecosystem in Ecosystem.All)
        {
            var installing = subject.Stages.Where(stage => stage.Commands.Any(ecosystem.Installs)).ToArray();
            if (installing.Length == 0 && BaseLanguage.Of(subject.Base)?.Runtime != ecosystem.Runtime) continue;
            if (Locked(ecosystem, context) is not { Count: > 0 } locked) continue;
            foreach (var stage in installing)
            {
                foreach (var finding in Lacking(subject, stage, ecosystem, locked, isBuild: true)) yield return finding;
            }

            if (CopiesLibraries(subject)) continue;
            foreach (var finding in Lacking(subject, subject.Final, ecosystem, locked, isBuild: false)) yield return finding;
        }
    }

    private static IEnumerable<Finding> Lacking(
        LintSubject subject, StageView stage, Ecosystem ecosystem, IReadOnlyList<Dependency> locked, bool isBuild)
    {
        if (DistributionOf(stage.Base) is not { } distribution || InstalledPackages.In(stage) is not { IsOpen: false } installed) yield break;
        // What comes ready for use where the ecosystem offers it needs nothing: only a look into the package could tell.
        foreach (var need in ecosystem.Table.Needs(locked, distribution, _ => true).Reasons)
        {
            var packages = (isBuild ? need.Build : need.Run).Where(package => !installed.Has(package)).ToArray();
            var origin = $"{need.Dependency.Name} ({need.Dependency.File}:{need.Dependency.Line})";
            var root = stage.Chain.Last().From;
            if (!isBuild && need.Row.Refusal is { } refusal)
                yield return subject.Of(root, root.Image, $"{origin}: {refusal}", need.Row.Advice ?? "Use another library.");
            else if (need.IsLacking && !isBuild)
                yield return subject.Of(root, root.Image, $"{origin} needs system packages that {distribution.Name()} does not have.", $"{Sentence(need.Row.Advice)}Use a base image of Debian, or copy the libraries from elsewhere.");
            else if (packages.Length > 0)
                yield return subject.Of(root, root.Image, $"{origin} needs {string.Join(", ", packages)} {(isBuild ? "to compile" : "to run")}, and no RUN installs {(packages.Length == 1 ? "it" : "them")}.", $"{Sentence(need.Row.Advice)}Add RUN {string.Join(" && ", PackageManager.Install(distribution, packages))}.");
        }
    }

    private static IReadOnlyList<Dependency> Locked(Ecosystem ecosystem, ContextView context)
    {
        try
        {
            return ecosystem.Locked(context.Files);
        }
        catch (LambdaImageException)
        {
            // A broken manifest is not this rule's subject.
            return [];
        }
    }

    private static LinuxDistribution? DistributionOf(BaseImage image) => image.System switch
    {
        LinuxSystem.AmazonLinux2 => LinuxDistribution.AmazonLinux2,
        LinuxSystem.AmazonLinux2023 or LinuxSystem.AmazonLinux2023Minimal => LinuxDistribution.AmazonLinux2023,
        LinuxSystem.Debian or LinuxSystem.Ubuntu => LinuxDistribution.Debian,
        LinuxSystem.Alpine => LinuxDistribution.Alpine,
        _ => null,
    };

    private static bool CopiesLibraries(LintSubject subject) => subject.InImage.OfType<Copy>().Any(copy => copy.From is not null
        && copy.Sources.Concat([copy.Destination]).Any(path => path.EndsWith(".so", StringComparison.Ordinal) || path.Contains(".so.", StringComparison.Ordinal)
            || (path.Contains("/lib", StringComparison.Ordinal) && !path.Contains("python", StringComparison.Ordinal) && !path.Contains("ruby", StringComparison.Ordinal)
                && !path.Contains("node_modules", StringComparison.Ordinal) && Libraries.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))));

    private static string Sentence(string? advice) => advice is null ? "" : advice + " ";
}
