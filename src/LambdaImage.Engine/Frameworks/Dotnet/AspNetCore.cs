using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Dotnet;

/// <summary>An ASP.NET Core application: on Lambda's own runtime when it has Amazon's hosting package, else behind the
/// web adapter.</summary>
internal sealed class AspNetCore : IFramework
{
    private const string Hosting = "Amazon.Lambda.AspNetCoreServer.Hosting";
    private const string Server = "Amazon.Lambda.AspNetCoreServer";

    public string Name => "ASP.NET Core";

    public string? Specializes => ".NET";

    public string LooksFor => "a project file with Sdk=\"Microsoft.NET.Sdk.Web\"";

    public FrameworkFacts Facts => new(".NET", "public.ecr.aws/lambda/dotnet, mcr.microsoft.com/dotnet/aspnet", "the assembly, dotnet App.dll", WebAdapter.Port,
        $"With {Hosting} on Lambda's own runtime; PublishAot gives a native program on provided:al2023. Step: build.");

    public Detection? Detect(ProjectDirectory project)
    {
        var webs = DotnetProjects.Webs(project);
        if (webs.Count == 0) return null;
        var web = webs[0];
        var native = Native(project, web);
        var port = native is null ? DotnetSources.FindPort(project, web) : null;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Dotnet.Choose(AskedVersions.Dotnet(web)),
            Handler = webs.Count > 1 ? null : native?.Handler ?? Command(web),
            Incomplete = webs.Count > 1 ? CompiledErrors.SeveralPrograms(project.Path, "web applications", [.. webs.Select(other => Native(project, other)?.Handler ?? Command(other))]) : null,
            ServesHttp = native is null,
            Evidence =
            [
                new Evidence(web.File, 1, $"Sdk=\"{web.Sdk}\"", Name),
                native?.Evidence ?? new Evidence(web.File, 1, $"no reference to {Hosting}", "runs behind the Lambda Web Adapter"),
                .. port is null ? [] : new[] { port.Value.Evidence },
            ],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var webs = DotnetProjects.Webs(found.Project);
        var web = DotnetProjects.Named(webs, found.Handler) ?? webs[0];
        LambdaBaseImages.Dotnet.Require(found.Runtime);
        if (Native(found.Project, web) is null) WriteServer(found, web, file);
        else if (web.IsSelfContained) WriteProgram(found, web, file);
        else WriteFunction(found, web, file);
    }

    private static void WriteFunction(Detection found, CsProj web, DockerfileBuilder file)
    {
        var image = file.ChooseBase(LambdaBaseImages.Image(found.Runtime));
        DotnetPublish.Write(found, web, image, file);
        var stage = file.FinalStage(image).Prepare().CopyPublished(file);
        if (web.Has(Hosting)) stage.Comment("The name of the assembly: it is a program that starts Lambda's runtime itself.");
        stage.Cmd(found.Handler ?? web.AssemblyName);
    }

    private static void WriteProgram(Detection found, CsProj web, DockerfileBuilder file) => Self(found, web, file)
        .Comment("The program is its own runtime client.")
        .Entrypoint($"{LambdaBaseImages.TaskRoot}/{web.AssemblyName}")
        .Cmd(web.AssemblyName);

    private static void WriteServer(Detection found, CsProj web, DockerfileBuilder file)
    {
        var port = DotnetSources.FindPort(found.Project, web)?.Port ?? WebAdapter.Port;
        if (web.IsSelfContained)
        {
            Self(found, web, file, stage => Adapter(stage, port)).Entrypoint($"{LambdaBaseImages.TaskRoot}/{web.AssemblyName}");
            return;
        }

        var image = file.ChooseBase(DotnetImages.AspNet(found.Runtime));
        DotnetPublish.Write(found, web, image, file);
        var command = StartCommand.Of(found.Handler ?? Command(web), ("dotnet", DotnetImages.Program(image)));
        Adapter(file.FinalStage(image).WorkDir(LambdaBaseImages.TaskRoot).Prepare(), port)
            .Comment("The published application.")
            .CopyPublished(file)
            .Comment("Lambda wants the path of the program itself: /usr/bin/dotnet is a link to it.")
            .Entrypoint(command.Program)
            // A Procfile names the file where the build leaves it.
            .Cmd(command.Arguments.Select(word => word.EndsWith($"/{web.AssemblyName}.dll", StringComparison.Ordinal) ? $"{web.AssemblyName}.dll" : word));
    }

    /// <summary>A program that needs no .NET in the image.</summary>
    private static StageBuilder Self(Detection found, CsProj web, DockerfileBuilder file, Func<StageBuilder, StageBuilder>? more = null)
    {
        var image = DotnetNative.Write(found, web, file);
        var libraries = DotnetNative.Libraries(web, image).ToArray();
        if (file.InstallsOnHost && libraries.Length > 0) throw CompiledErrors.SystemPackagesOnHost(web.File, libraries, web.File);
        var stage = file.FinalStage(image).WorkDir(LambdaBaseImages.TaskRoot).Prepare(libraries);
        return (more?.Invoke(stage) ?? stage).CopyPublished(file);
    }

    private static StageBuilder Adapter(StageBuilder stage, string port) => stage.WithWebAdapter(port,
        new("ASPNETCORE_HTTP_PORTS", WebAdapter.PortOf(stage.Options, port)), new("DOTNET_EnableDiagnostics", "0"),
        // Keys of data protection and unpacked files go there.
        new("HOME", "/tmp"));

    private static string Command(CsProj web) => $"dotnet {DotnetPublish.Quoted($"{web.AssemblyName}.dll")}";

    /// <summary>How Lambda's own runtime starts it; null when it does not.</summary>
    private static (string Handler, Evidence Evidence)? Native(ProjectDirectory project, CsProj web)
    {
        if (web.Find(Hosting) is { } hosting) return (web.AssemblyName, hosting.Says("runs on Lambda's own runtime"));
        return web.Has(Server) ? DotnetSources.FindEntryPoint(project, web) : null;
    }
}
