using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Frameworks;

namespace LambdaImage.Engine.Projects;

/// <summary>Finds out which framework a folder holds. Specificity decides; a tie is the user's to break.</summary>
internal sealed class ProjectDetector(IReadOnlyList<IFramework> frameworks)
{
    public ProjectDetector() : this(FrameworkCatalog.All)
    {
    }

    /// <summary>Detects the framework and applies what the request says instead.</summary>
    /// <exception cref="LambdaImageException">Nothing, several things, or something incomplete was found.</exception>
    public Detection Detect(ProjectDirectory project, ProjectRequest request)
    {
        if (project.IsEmpty) throw ProjectErrors.Empty(project.Path);
        var deployment = DeploymentFiles.Read(project);
        var found = request.Framework is { } name ? Named(name, project) : Best(project);
        var handler = request.Handler ?? found.Handler ?? deployment.HandlerFor(found.Runtime.Name)?.Fact;
        if (handler is null && found.Incomplete is { } missing) throw missing;
        var (architecture, reason) = Architecture(request, deployment);
        var evidence = found.Evidence;
        if (found.Handler is null && request.Handler is null && handler is not null) evidence = [.. evidence, deployment.HandlerFor(found.Runtime.Name)!];
        return found with
        {
            Handler = handler,
            Incomplete = null,
            Runtime = request.RuntimeVersion is { } version ? found.Runtime with { Version = version, Reason = "-RuntimeVersion" } : found.Runtime,
            Architecture = architecture,
            Evidence = reason is null ? evidence : [.. evidence, reason],
        };
    }

    /// <summary>The processor to build for, and the file that says so.</summary>
    public static (LambdaArchitecture Architecture, Evidence? Reason) Architecture(ProjectRequest request, DeploymentFiles deployment)
    {
        if (request.Architecture is { } chosen) return (chosen, null);
        return deployment.Architecture is { } found ? found : (LambdaArchitecture.X86_64, null);
    }

    private Detection Named(string name, ProjectDirectory project)
    {
        var framework = frameworks.FirstOrDefault(framework => NearestName.Plain(framework.Name) == NearestName.Plain(name))
            ?? throw ProjectErrors.UnknownFramework(name, NearestName.Of(name, frameworks.Select(known => known.Name)), frameworks.Select(known => known.Name));
        return framework.Detect(project) ?? throw ProjectErrors.FrameworkDoesNotFit(project.Path, framework.Name, framework.LooksFor);
    }

    private Detection Best(ProjectDirectory project)
    {
        List<Detection> found = [.. frameworks.Select(framework => framework.Detect(project)).OfType<Detection>().Where(detection => !detection.IsOnlyOnRequest)];
        if (found.Count == 0)
            throw ProjectErrors.NotRecognized(project.Path, frameworks.Select(framework => $"{framework.Name}: {framework.LooksFor}"));
        if (found.Any(detection => detection.Incomplete is null)) found.RemoveAll(detection => detection.Incomplete is not null);
        var beaten = found.SelectMany(detection => Generals(detection.Framework)).ToHashSet(StringComparer.Ordinal);
        found.RemoveAll(detection => beaten.Contains(detection.Framework.Name));
        return found is [var single] ? single
            : throw ProjectErrors.Ambiguous(project.Path, [.. found.Select(detection => (detection.Framework.Name, detection.Evidence))]);
    }

    private IEnumerable<string> Generals(IFramework framework)
    {
        for (var name = framework.Specializes; name is not null; name = frameworks.FirstOrDefault(known => known.Name == name)?.Specializes)
            yield return name;
    }
}
