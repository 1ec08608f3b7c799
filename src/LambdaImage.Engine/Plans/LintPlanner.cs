using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Lint;
using LambdaImage.Engine.Lint.Rules;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans the check of a Dockerfile: finds the file, reads what belongs to it, and applies the rules.</summary>
internal sealed class LintPlanner(EngineParts parts)
{
    /// <summary>Names of Dockerfiles in a folder, as builders look for them.</summary>
    private static readonly string[] Names = [ProjectRequest.DefaultDockerfile, "Containerfile"];

    public Plan<DockerfileReport> Plan(LintRequest request)
    {
        var rules = Rules(request);
        var file = request.Dockerfile ?? Find(request.Project ?? throw new ArgumentException("Neither a Dockerfile nor a project is given.", nameof(request)));
        if (file.Path is not { } path) throw LintErrors.NothingToCheck(file.Project.SourceImage ?? file.ContextPath);
        var (findings, suppressed) = Run(new Linter(rules), file, request.Target, request.Architecture ?? file.Project.Architecture);
        return Plan<DockerfileReport>.Of(path, $"Check {Path.GetFileName(path)}", new DockerfileReport
        {
            Path = path,
            Findings = [.. findings.Where(finding => finding.Severity >= request.MinimumSeverity)],
            Suppressed = [.. suppressed.Where(finding => finding.Severity >= request.MinimumSeverity)],
            Dockerfile = file,
        });
    }

    /// <summary>What New-LambdaDockerfile says about the project's own Dockerfile.</summary>
    /// <exception cref="LambdaImageException">The file breaks the grammar.</exception>
    public IEnumerable<string> Warnings(LambdaDockerfile file)
    {
        // Here a broken file is a failure, not a finding: no image can come from it.
        _ = DockerfileReader.Read(file.Text, file.Path!);
        return Run(Linter.Default, file, null, file.Project.Architecture).Findings
            .Where(finding => finding.Severity >= LintSeverity.Warning)
            .Select(finding => $"{finding.File}:{finding.Line}: {finding.Message} {finding.Remedy}");
    }

    private (IReadOnlyList<DockerfileFinding> Findings, IReadOnlyList<DockerfileFinding> Suppressed) Run(
        Linter linter, LambdaDockerfile file, string? target, LambdaArchitecture architecture)
    {
        try
        {
            var document = DockerfileReader.Read(file.Text, file.Path!);
            var ignore = file.IgnoreText is { } text ? DockerIgnore.Parse(text, file.IgnorePath) : DockerIgnore.Nothing;
            return linter.Run(new LintSubject(document, file.Text, target)
            {
                Architecture = architecture,
                Context = Directory.Exists(file.ContextPath) ? new ContextView(file.ContextPath, ignore) : null,
                Promised = file.Files,
                Today = DateOnly.FromDateTime(parts.Time.GetUtcNow().UtcDateTime),
            });
        }
        catch (LambdaImageException broken) when (DockerfileInvalid.Of(broken) is { } finding)
        {
            return ([Linter.Of(LintCatalog.All.OfType<DockerfileInvalid>().Single(), finding)], []);
        }
    }

    private static IEnumerable<ILintRule> Rules(LintRequest request)
    {
        var (include, exclude) = (Named(request.Include), Named(request.Exclude));
        return LintCatalog.All.Where(rule => (include.Count == 0 || include.Contains(rule)) && !exclude.Contains(rule));

        static List<ILintRule> Named(IReadOnlyList<string> ids) =>
            [.. ids.Select(id => LintCatalog.Find(id) ?? throw LintErrors.UnknownRule(id, LintCatalog.Nearest(id), LintCatalog.Page))];
    }

    /// <summary>The Dockerfile that is asked for, else the one that is there, else the one that would be made.</summary>
    private LambdaDockerfile Find(ProjectRequest request)
    {
        if (request is { Dockerfile: null, Image: null } && Names.FirstOrDefault(name => File.Exists(Path.Combine(request.Path, name))) is { } present)
            request = request with { Dockerfile = present };
        var project = new ProjectResolver(parts.Environment, parts.Time).Resolve(request);
        return new ManagedDockerfile().Plan(project, force: false, textOnly: true).Result;
    }
}
