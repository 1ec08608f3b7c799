using LambdaImage.Engine.Dockerfiles;
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

    public string Name => "ASP.NET Core";

    public string? Specializes => ".NET";

    public string LooksFor => "a project file with Sdk=\"Microsoft.NET.Sdk.Web\"";

    public FrameworkFacts Facts => new(".NET", "public.ecr.aws/lambda/dotnet", "the assembly", WebAdapter.Port);

    public Detection? Detect(ProjectDirectory project)
    {
        if (Web(project) is not { } web) return null;
        var hosting = web.Find(Hosting);
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Dotnet.Choose(AskedVersions.Dotnet(web)),
            Handler = hosting is null ? null : web.AssemblyName,
            Evidence = [new Evidence(web.File, 1, $"Sdk=\"{web.Sdk}\"", Name), hosting?.Says("runs on Lambda's own runtime")
                ?? new Evidence(web.File, 1, $"no reference to {Hosting}", "runs behind the Lambda Web Adapter")],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var web = Web(found.Project)!;
        LambdaBaseImages.Dotnet.Require(found.Runtime);
        DotnetPublish.Write(found.Project, web, found.Runtime, file);
        if (web.Has(Hosting))
        {
            file.Stage(LambdaBaseImages.Image(found.Runtime))
                .Copy([DotnetPublish.Output], "./", from: DotnetPublish.Stage)
                .Comment("The name of the assembly: it is a program that starts Lambda's runtime itself.")
                .Cmd(found.Handler ?? web.AssemblyName);
            return;
        }

        file.Stage($"mcr.microsoft.com/dotnet/aspnet:{found.Runtime.Version}.0")
            .WorkDir(LambdaBaseImages.TaskRoot)
            .WithWebAdapter(WebAdapter.Port, new("ASPNETCORE_HTTP_PORTS", WebAdapter.Port), new("DOTNET_EnableDiagnostics", "0"))
            .Comment("The published application.")
            .Copy([DotnetPublish.Output], "./", from: DotnetPublish.Stage)
            .Comment("Lambda wants the path of the program itself: /usr/bin/dotnet is a link to it.")
            .Entrypoint("/usr/share/dotnet/dotnet", $"{web.AssemblyName}.dll");
    }

    private static CsProj? Web(ProjectDirectory project) =>
        CsProj.ReadAll(project).FirstOrDefault(found => found.IsWeb);
}
