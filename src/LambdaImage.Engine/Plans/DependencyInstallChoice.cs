using LambdaImage.Engine.Builders.Host;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Plans;

/// <summary>Decides where a project's dependencies are installed: in a container when an engine answers, else on this machine when the language's tool
/// is there.</summary>
internal sealed class DependencyInstallChoice(EngineParts parts)
{
    private readonly DockerfileGenerator _generator = new();

    /// <summary>Makes the document in the form that fits.</summary>
    /// <exception cref="LambdaImageException">The form that was asked for is impossible.</exception>
    public async Task<GeneratedDockerfile> ChooseAsync(DockerfileRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var project = request.Project;
        var inContainer = _generator.Generate(project, DependencyInstall.Container);
        var wanted = Wanted(request);
        if (wanted == DependencyInstall.Container) return inContainer;
        if (wanted == DependencyInstall.Host) return inContainer.NeedsShell ? OnHost(project) : inContainer;
        if (!inContainer.NeedsShell) return Tell(inContainer, "nothing has to be installed or compiled");

        var build = new BuildRequest { Dockerfile = new LambdaDockerfile { Project = project, ContextPath = project.Path } };
        List<string> refusals = [];
        foreach (var builder in ContainerBuilders.Of(parts))
        {
            var availability = await builder.ProbeAsync(cancel);
            if (availability.IsReady && builder.Check(inContainer.Document, build) is null)
                return Tell(inContainer, $"dependencies are installed in a container, because {builder.Engine.Name()} answers");
            refusals.Add($"{builder.Engine.Name()}: {availability.Description}");
        }

        var none = $"no container engine answers ({string.Join("; ", refusals)})";
        try
        {
            return Tell(OnHost(project), $"dependencies are installed on this machine, because {none}");
        }
        catch (LambdaImageException impossible) when (impossible.Kind is ErrorKind.DependencyInstallUnavailable)
        {
            // The document is right all the same: another machine may build it.
            return inContainer with { Warnings = [.. inContainer.Warnings, PlanErrors.CannotInstallHere(none, impossible)] };
        }

        GeneratedDockerfile Tell(GeneratedDockerfile chosen, string reason)
        {
            reporter.Log(LogLevel.Verbose, char.ToUpperInvariant(reason[0]) + reason[1..] + ".");
            return chosen;
        }
    }

    private static DependencyInstall Wanted(DockerfileRequest request)
    {
        // A file that needs LambdaImage no more cannot have its folders.
        if (request.Eject) return DependencyInstall.Container;
        var wanted = request.Project.Options.DependencyInstall ?? DependencyInstall.Auto;
        if (wanted != DependencyInstall.Auto) return wanted;
        return request.Engine.With(request.Project.Options.Builder) switch
        {
            BuildEngine.Auto => DependencyInstall.Auto,
            BuildEngine.Daemonless => DependencyInstall.Host,
            _ => DependencyInstall.Container,
        };
    }

    /// <summary>What of the user's choices takes a shell in a container; null: nothing.</summary>
    private static LambdaImageException? Hindrance(LambdaProject project)
    {
        var options = project.Options;
        string[] packages = [.. options.Packages.All, .. options.Packages.Build, .. options.Packages.Deployment];
        if (packages.Length > 0) return PlanErrors.HostInstallHindered($"the packages {string.Join(", ", packages)} have to be installed in the image");
        return HookFiles.Named(options.Hooks)
            .Where(hook => hook.Path is not null && HookReader.Read(File.ReadAllText(Path.GetFullPath(hook.Path, project.Path)), hook.Path).Any(instruction => instruction is Run))
            .Select(hook => PlanErrors.HostInstallHindered($"the hook {hook.Path} has a RUN")).FirstOrDefault();
    }

    private GeneratedDockerfile OnHost(LambdaProject project)
    {
        var made = _generator.Generate(project, DependencyInstall.Host);
        if (made.NeedsShell) throw Hindrance(project) ?? PlanErrors.HostInstallUnknown(project.Framework!);
        if (made.HostInstall is { } install && new HostInstaller(parts.Processes, parts.Environment, parts.Time).Missing(install) is { } program)
            throw BuilderErrors.HostToolMissing(install.Tool, program);
        return made;
    }
}
