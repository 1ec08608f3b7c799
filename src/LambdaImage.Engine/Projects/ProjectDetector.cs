using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Frameworks;
using LambdaImage.Engine.Projects.Deployment;

namespace LambdaImage.Engine.Projects;

/// <summary>Finds out which framework a folder holds. Specificity decides; a tie is the user's to break.</summary>
internal sealed class ProjectDetector(IReadOnlyList<IFramework> frameworks)
{
    /// <summary>Detection takes a fraction of a second; what takes this long was made to.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    public ProjectDetector() : this(FrameworkCatalog.All)
    {
    }

    /// <summary>Detects the framework and applies what the request says instead.</summary>
    /// <exception cref="LambdaImageException">Nothing, several things, or something incomplete was found, or what was
    /// found cannot run in Lambda.</exception>
    public Detection Detect(ProjectDirectory project, ProjectRequest request)
    {
        project.LimitTime(TimeLimit);
        try
        {
            return DetectAll(project, request);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw ProjectErrors.TextTooHard(project.Path, project.LastRead, error);
        }
        finally
        {
            project.LimitTime(null);
        }
    }

    /// <summary>The processor to build for, and the file that says so.</summary>
    public static (LambdaArchitecture Architecture, Evidence? Reason) Architecture(ProjectRequest request, DeploymentFiles deployment)
    {
        if (request.Architecture is { } chosen) return (chosen, null);
        return deployment.Architecture is { } found ? found : (LambdaArchitecture.X86_64, null);
    }

    private Detection DetectAll(ProjectDirectory project, ProjectRequest request)
    {
        if (project.IsEmpty) throw ProjectErrors.Empty(project.Path);
        var deployment = DeploymentFiles.Read(project);
        var declared = new DeclaredChoices(deployment, request);
        var found = request.Framework is { } name ? Named(name, project) : Best(project, request, declared);
        if (found.Refusal is { } refusal) throw refusal;
        found = declared.Apply(found);
        if (request.Handler is { } handler) found = found with { Handler = handler, Incomplete = null };
        if (found.Incomplete is { } missing) throw IncompleteOr(missing, project);
        var (architecture, reason) = Architecture(request, deployment);
        return found with
        {
            Architecture = architecture,
            Evidence = reason is null ? found.Evidence : [.. found.Evidence, reason],
            Warnings = project.IsCutShort ? [.. found.Warnings, "The folder has so many files that not all were searched; name the folder of the one project to build."] : found.Warnings,
        };
    }

    private Detection Named(string name, ProjectDirectory project)
    {
        var framework = frameworks.FirstOrDefault(framework => NearestName.Plain(framework.Name) == NearestName.Plain(name))
            ?? throw ProjectErrors.UnknownFramework(name, NearestName.Of(name, frameworks.Select(known => known.Name)), frameworks.Select(known => known.Name));
        return framework.Detect(project) ?? throw ProjectErrors.FrameworkDoesNotFit(project.Path, framework.Name, framework.LooksFor);
    }

    private Detection Best(ProjectDirectory project, ProjectRequest request, DeclaredChoices declared)
    {
        List<Detection> found = [.. frameworks.Select(framework => framework.Detect(project)).OfType<Detection>().Where(detection => !detection.IsOnlyOnRequest)];
        if (found.Count == 0) throw Nothing(project);
        found = WithoutServersOfFunctions(found, declared);
        bool IsComplete(Detection detection) => detection.Incomplete is null || detection.Refusal is not null || declared.Completes(detection);
        // What is incomplete counts only when nothing is complete. A refusal is complete: there is nothing left to find out.
        if (found.Any(IsComplete)) found.RemoveAll(detection => !IsComplete(detection));
        var beaten = found.SelectMany(detection => Generals(detection.Framework)).ToHashSet(StringComparer.Ordinal);
        var best = found.Where(detection => !beaten.Contains(detection.Framework.Name)).ToList();
        if (best is [var single]) return single;
        if (request.Handler is null && found.All(detection => !IsComplete(detection)) && Workspace(project) is { } workspace) throw workspace;
        throw ProjectErrors.Ambiguous(project.Path, [.. (best.Count > 0 ? best : found).Select(detection => (detection.Framework.Name, detection.Evidence))]);
    }

    /// <summary>A declared handler takes Lambda's events, whatever web framework is among the dependencies.</summary>
    private static List<Detection> WithoutServersOfFunctions(List<Detection> found, DeclaredChoices declared)
    {
        var functions = found.Where(detection => !detection.ServesHttp && detection.Refusal is null).Select(detection => detection.Runtime.Name).ToHashSet(StringComparer.Ordinal);
        return [.. found.Where(detection => !(functions.Contains(detection.Runtime.Name) && detection.Refusal is null && declared.WantsEvents(detection)))];
    }

    /// <summary>Names of all frameworks that one specialises, directly or through others.</summary>
    private HashSet<string> Generals(IFramework framework)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var name = framework.Specializes; name is not null && names.Add(name);)
            name = frameworks.FirstOrDefault(known => known.Name == name)?.Specializes;
        return names;
    }

    private LambdaImageException Nothing(ProjectDirectory project)
    {
        var sought = frameworks.Select(framework => $"{framework.Name}: {framework.LooksFor}");
        return NestedProjects.Find(project, frameworks) switch
        {
            [] => ProjectErrors.NotRecognized(project.Path, sought),
            [var only] => ProjectErrors.Nested(project.Path, only),
            var several => ProjectErrors.SeveralNested(project.Path, several),
        };
    }

    /// <summary>The root of a workspace has no handler because its projects have. A framework that names its own candidates knows better.</summary>
    private LambdaImageException IncompleteOr(LambdaImageException missing, ProjectDirectory project) =>
        missing.Kind == ErrorKind.ProjectAmbiguous ? missing : Workspace(project) ?? missing;

    private LambdaImageException? Workspace(ProjectDirectory project)
    {
        if (!NestedProjects.IsWorkspace(project)) return null;
        return NestedProjects.Find(project, frameworks) switch
        {
            [] => null,
            [var only] => ProjectErrors.Nested(project.Path, only),
            var several => ProjectErrors.SeveralNested(project.Path, several),
        };
    }
}
