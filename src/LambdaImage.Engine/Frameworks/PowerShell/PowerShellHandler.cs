using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.PowerShell;

/// <summary>A function in PowerShell: a script, a function in one, or a function of a module. AWS offers its runtime for these as a layer only, which images
/// cannot have. <see href="https://github.com/awslabs/aws-lambda-powershell-runtime"/></summary>
internal sealed class PowerShellHandler : IFramework
{
    /// <summary>Where one of these is, scripts are likely to be its tools.</summary>
    private static readonly string[] OtherProjects =
        ["package.json", "pyproject.toml", "requirements.txt", "composer.json", "Gemfile", "pom.xml", "build.gradle", "build.gradle.kts", "go.mod", "Cargo.toml", "mix.exs", "bootstrap"];

    public string Name => "PowerShell";

    public string? Specializes => null;

    public string LooksFor => "a .ps1 script that uses $LambdaInput, or a function that takes it, in the root, src or modules";

    public FrameworkFacts Facts => new("PowerShell", "public.ecr.aws/lambda/provided", "script.ps1::function",
        Notes: "Handlers: script.ps1, script.ps1::function, Module::name::function. Modules come from #Requires and the folder modules. With mcr.microsoft.com/powershell as base nothing is downloaded.");

    public Detection? Detect(ProjectDirectory project)
    {
        var handlers = PowerShellSources.FindHandlers(project);
        var scripts = PowerShellSources.Scripts(project);
        if (handlers.Count == 0 && (scripts.Count == 0 || project.Files("*.*proj").Count > 0 || OtherProjects.Any(project.Exists))) return null;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.PowerShell.Choose(AskedVersions.PowerShell(project)),
            Handler = handlers is [var single] ? single.Handler : null,
            Incomplete = handlers.Count switch
            {
                0 => ProjectErrors.HandlerNotFound(
                    $"{project.Path} has PowerShell scripts ({string.Join(", ", scripts.Take(5))}), but none of them uses $LambdaInput, so nothing says what Lambda is to call.",
                    $"Read the event from $LambdaInput, or name the script with -Handler '{scripts[0]}'.", project.Path),
                1 => null,
                _ => CompiledErrors.SeveralPrograms(project.Path, "scripts and functions that Lambda could call", [.. handlers.Select(found => found.Handler)]),
            },
            Evidence = handlers.Count > 0 ? [.. handlers.Select(found => found.Evidence)] : [new Evidence(scripts[0], null, "is there", Name)],
            Warnings = [.. RequiredModule.Find(project).Where(module => module.Range is null).Select(module =>
                $"{module.File}:{module.Line} requires {module.Name} in any version; write @{{ ModuleName = '{module.Name}'; RequiredVersion = '…' }} to get the same one each time.")],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        if (!PowerShellSources.Exists(found.Project, found.Handler!)) throw Missing(found);
        file.Ignore("**/*.Tests.ps1", "tests", "testResults.xml", "*.ps1xml.bak");
        PowerShellRuntime.Write(found, RequiredModule.Find(found.Project), file);
    }

    private static LambdaImageException Missing(Detection found) => ProjectErrors.HandlerNotFound(
        $"There is no script for the handler {found.Handler} in {found.Project.Path}.",
        "Use -Handler script.ps1, script.ps1::function or Module::name::function, with the path relative to the project folder.", found.Handler!);
}
