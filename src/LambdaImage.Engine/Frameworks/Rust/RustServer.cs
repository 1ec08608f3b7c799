using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Rust;

/// <summary>What all web servers in Rust have in common.</summary>
internal static class RustServer
{
    public const string Base = "public.ecr.aws/lambda/provided";
    public const string Notes = "PORT is set; a fixed port in the sources is found. Folders templates, static, assets and public are copied. Step: build.";

    private static readonly string[] AssetFolders = ["assets", "migrations", "public", "static", "templates"];

    /// <summary>Recognises a server by a crate, unless the project has a Lambda function.</summary>
    public static Detection? Detect(IFramework framework, ProjectDirectory project, string crate)
    {
        if (!project.Exists(CargoToml.File) || RustHandler.Functions(project).Count > 0) return null;
        List<CargoToml> servers = [.. RustCrates.ReadAll(project).Where(found => found.Binaries.Count > 0 && found.Find(crate) is not null)];
        if (servers.Count == 0) return null;
        var (program, incomplete) = RustCrates.Choose(project, servers);
        var port = RustCrates.FindPort(project, servers[0]);
        return new Detection
        {
            Framework = framework,
            Project = project,
            Runtime = LambdaBaseImages.Rust.Choose(AskedVersions.Rust(project)),
            Handler = program,
            Incomplete = incomplete,
            ServesHttp = true,
            Evidence = [servers[0].Find(crate)!.Says($"{framework.Name} behind the Lambda Web Adapter"), .. port is null ? [] : new[] { port.Value.Evidence }],
        };
    }

    public static void Write(Detection found, DockerfileBuilder file, Func<string, IEnumerable<KeyValuePair<string, string>>>? environment = null)
    {
        var project = found.Project;
        var program = RustHandler.RequireProgram(found);
        var image = file.ChooseBase(LambdaBaseImages.Image(LambdaBaseImages.Provided.Choose(asked: null)));
        var packages = RustBuild.Write(found, program, image, file);
        var port = RustCrates.FindPort(project, RustCrates.Owner(project, program)!)?.Port ?? WebAdapter.Port;
        var stage = file.FinalStage(image).WorkDir(LambdaBaseImages.TaskRoot).Prepare(packages)
            .WithWebAdapter(port, [.. environment?.Invoke(WebAdapter.PortOf(file.Options, port)) ?? [], new("HOME", "/tmp")]);
        foreach (var folder in AssetFolders.Where(folder => project.Files($"{folder}/**/*").Count > 0)) stage.Copy([$"{folder}/"], $"./{folder}/");
        stage.CopyProgram(program, file, "/var/task/bootstrap").Entrypoint("/var/task/bootstrap");
        if (StartCommand.Of(found.Handler!).Arguments is { Count: > 0 } arguments) stage.Cmd(arguments);
    }
}
