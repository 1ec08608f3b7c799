using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Dotnet;

/// <summary>A .NET function: a class library with a handler method, or a program that starts Lambda's runtime
/// itself.</summary>
internal sealed class DotnetHandler : IFramework
{
    public string Name => ".NET";

    public string? Specializes => null;

    public string LooksFor => $"a project file (.csproj, .fsproj, .vbproj) with a reference to {DotnetProjects.Core}";

    public FrameworkFacts Facts => new(".NET", "public.ecr.aws/lambda/dotnet", "Assembly::Namespace.Class::Method",
        Notes: "Programs with LambdaBootstrap start by the name of their assembly. PublishReadyToRun in the project shortens cold starts. PublishAot gives a native program on provided:al2023, best built on a machine with the function's processor: .NET does not support emulation. Step: build.");

    public Detection? Detect(ProjectDirectory project)
    {
        var functions = DotnetProjects.Functions(project);
        if (functions.Count == 0) return Other(project);
        var handlers = DotnetProjects.Handlers(project, functions);
        var handler = handlers is [var single] ? single.Handler : null;
        var main = DotnetProjects.Named(functions, handler) ?? functions[0];
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Dotnet.Choose(AskedVersions.Dotnet(main)),
            Handler = handler,
            Incomplete = handlers.Count switch
            {
                0 => NoHandler(project, main),
                1 => null,
                _ => SeveralHandlers(project, functions, handlers),
            },
            Evidence = [DotnetProjects.Package(main)!.Says(Name), .. handlers.Select(found => found.Evidence)],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var main = Main(found);
        if (main.IsSelfContained) WriteNative(found, main, file);
        else WriteHosted(found, main, file);
    }

    private static void WriteHosted(Detection found, CsProj main, DockerfileBuilder file)
    {
        var image = file.ChooseBase(LambdaBaseImages.Image(found.Runtime));
        var isElsewhere = !image.IsLambda && image.Distribution is LinuxDistribution.Debian or LinuxDistribution.Alpine;
        if (isElsewhere && !DotnetProjects.StartsRuntime(main)) throw CompiledErrors.LibraryNeedsLambdaBase(main.File, image.Image);
        DotnetPublish.Write(found, main, image, file);
        var stage = file.FinalStage(image);
        if (isElsewhere) stage.WorkDir(LambdaBaseImages.TaskRoot).Env("HOME", "/tmp");
        stage.Prepare();
        Annotations(found, main, file, stage);
        stage.CopyPublished(file);
        if (isElsewhere) stage.Comment("The program is its own runtime client.").Entrypoint(DotnetImages.Program(image)).Cmd($"{main.AssemblyName}.dll");
        else stage.Cmd(found.Handler!);
    }

    /// <summary>A program that brings .NET along, or needs none.</summary>
    private static void WriteNative(Detection found, CsProj main, DockerfileBuilder file)
    {
        var image = DotnetNative.Write(found, main, file);
        var libraries = DotnetNative.Libraries(main, image).ToArray();
        if (file.InstallsOnHost && libraries.Length > 0) throw CompiledErrors.SystemPackagesOnHost(main.File, libraries, main.File);
        var stage = file.FinalStage(image).WorkDir(LambdaBaseImages.TaskRoot).Prepare(libraries);
        Annotations(found, main, file, stage);
        stage.CopyPublished(file)
            .Comment("The program is its own runtime client.")
            .Entrypoint($"{LambdaBaseImages.TaskRoot}/{main.AssemblyName}")
            .Cmd(found.Handler ?? main.AssemblyName);
    }

    /// <summary>A generated Main asks the environment which function it is.</summary>
    private static void Annotations(Detection found, CsProj main, DockerfileBuilder file, StageBuilder stage)
    {
        const string variable = "ANNOTATIONS_HANDLER";
        if (!main.IsExecutable || file.Options.Environment.ContainsKey(variable)) return;
        var functions = DotnetSources.GeneratedMain(found.Project, main);
        if (functions is [var single]) stage.Comment("The generated Main runs this function.").Env(variable, single);
        else if (functions.Count > 1) file.Warn($"{main.File} has several functions; choose with the environment variable {variable}: {string.Join(", ", functions)}.");
    }

    private static CsProj Main(Detection found)
    {
        var functions = DotnetProjects.Functions(found.Project);
        var candidates = functions.Count > 0 ? functions : DotnetProjects.Plain(found.Project);
        return DotnetProjects.Named(candidates, found.Handler) ?? candidates[0];
    }

    /// <summary>A project without Lambda's packages may still have a handler that takes streams, if the user names it.</summary>
    private Detection? Other(ProjectDirectory project) => DotnetProjects.Webs(project).Count > 0 || DotnetProjects.Plain(project) is not [var main, ..] ? null : new Detection
    {
        Framework = this,
        Project = project,
        Runtime = LambdaBaseImages.Dotnet.Choose(AskedVersions.Dotnet(main)),
        Incomplete = ProjectErrors.HandlerNotFound(
            $"{main.File} is neither a web application nor does it refer to {DotnetProjects.Core}, so nothing says what Lambda is to call.",
            $"Run 'dotnet add package {DotnetProjects.Core}' and write a handler, or name a method that takes streams with -Handler '{main.AssemblyName}::Namespace.Type::Method'.",
            project.FullPath(main.File)),
        Evidence = [new Evidence(main.File, null, "is there", Name)],
    };

    private static LambdaImageException SeveralHandlers(
        ProjectDirectory project, IReadOnlyList<CsProj> functions, IReadOnlyList<(string Handler, Evidence Evidence)> handlers) => ProjectErrors.HandlerNotFound(
        $"{string.Join(" and ", functions.Select(function => function.File))} {(functions.Count == 1 ? "has" : "have")} several methods that Lambda could call: {string.Join(", ", handlers.Select(found => found.Handler))}.",
        $"Choose one, for example -Handler '{handlers[0].Handler}'.", project.FullPath(functions[0].File));

    private static LambdaImageException NoHandler(ProjectDirectory project, CsProj library) => ProjectErrors.HandlerNotFound(
        $"{library.File} refers to {DotnetProjects.Core}, but no public method takes an ILambdaContext or is marked as [LambdaFunction], and {LambdaToolsDefaults.File} names none.",
        $"Name it with -Handler '{library.AssemblyName}::Namespace.Type::Method'.", project.FullPath(library.File));
}
