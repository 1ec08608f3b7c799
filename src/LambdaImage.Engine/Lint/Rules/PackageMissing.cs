using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Lint.Audit;
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
            foreach (var stage in installing)
            {
                foreach (var finding in Lacking(subject, context, stage, ecosystem, isBuild: true)) yield return finding;
            }

            if (CopiesLibraries(subject)) continue;
            foreach (var finding in Lacking(subject, context, subject.Final, ecosystem, isBuild: false)) yield return finding;
        }
    }

    private static IEnumerable<Finding> Lacking(LintSubject subject, ContextView context, StageView stage, Ecosystem ecosystem, bool isBuild)
    {
        if (DistributionOf(stage.Base) is not { } distribution || InstalledPackages.In(stage) is not { IsOpen: false } installed) yield break;
        var locked = Locked(ecosystem, context, new AuditTarget(subject.Architecture, distribution, BaseLanguage.Of(stage.Base)?.Version));
        var root = stage.Chain.Last().From;
        foreach (var need in ecosystem.Table.Needs(locked.Packages, distribution, locked.IsPrebuilt).Reasons)
        {
            var packages = (isBuild ? need.Build : need.Run).Where(package => !installed.Has(package)).ToArray();
            var origin = $"{need.Dependency.Name} ({need.Dependency.File}:{need.Dependency.Line})";
            if (!isBuild && need.Row.Refusal is { } refusal)
            {
                yield return subject.Of(root, root.Image, $"{origin} cannot work in Lambda: {refusal.TrimEnd('.')}.", Sentence(need.Row.Advice, "Use another library."));
            }
            else if (need.IsLacking && !isBuild)
            {
                yield return subject.Of(root, root.Image, $"{origin} needs system packages that {distribution.Name()} does not have.",
                    Sentence(need.Row.Advice, "Use a base image of Debian, or copy the libraries from elsewhere."));
            }
            else if (packages.Length > 0)
            {
                yield return subject.Of(root, root.Image,
                    $"{origin} needs {string.Join(", ", packages)} {(isBuild ? "to compile" : "to run")}, and no RUN installs {(packages.Length == 1 ? "it" : "them")}.",
                    $"Add RUN {string.Join(" && ", PackageManager.Install(distribution, packages))}.{Release(stage.Base, packages, distribution)}") with
                {
                    // npm downloads a binary where there is one, and compiles only where there is none.
                    Severity = isBuild && ecosystem.Runtime == "nodejs" ? LintSeverity.Information : null,
                };
            }
        }
    }

    /// <summary>Libraries have a number in their name, which is another on each release of Debian.</summary>
    private static string Release(BaseImage image, IEnumerable<string> packages, LinuxDistribution distribution) =>
        distribution == LinuxDistribution.Debian && image.Reference?.Tag?.Contains("bookworm", StringComparison.Ordinal) != true
            && packages.Any(package => package.StartsWith("lib", StringComparison.Ordinal) && char.IsAsciiDigit(package[^1]) && package is not "libpq5")
            ? " The numbers are those of Debian 12."
            : "";

    private static LockedPackages Locked(Ecosystem ecosystem, ContextView context, AuditTarget target)
    {
        try
        {
            return ecosystem.Locked(context.Files, target);
        }
        catch (LambdaImageException)
        {
            // A broken manifest is not this rule's subject.
            return new LockedPackages([], _ => true);
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

    /// <summary>An advice of the table as a sentence.</summary>
    private static string Sentence(string? advice, string otherwise) => advice is null ? otherwise : $"{char.ToUpperInvariant(advice[0])}{advice[1..].TrimEnd('.')}.";
}
