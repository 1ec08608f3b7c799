using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Go;

/// <summary>What all web servers in Go have in common.</summary>
internal static class GoServer
{
    public const string Base = "public.ecr.aws/lambda/provided";
    public const string Notes = "PORT is set; a fixed port in the sources is found. Folders such as templates and static are copied unless they are embedded. Step: build.";

    /// <summary>Recognises a server, unless one of its programs is a Lambda function.</summary>
    /// <param name="framework">Which one.</param>
    /// <param name="project">The project.</param>
    /// <param name="module">Module of the framework; null: net/http.</param>
    public static Detection? Detect(IFramework framework, ProjectDirectory project, string? module)
    {
        if (!project.Exists(GoMod.File) && !project.Exists(GoMod.WorkspaceFile)) return null;
        var dependency = module is null ? null : GoProgram.Find(project, module);
        if (module is not null && dependency is null) return null;
        var programs = GoProgram.FindAll(project);
        if (programs.Any(program => program.IsFunction)) return null;
        List<GoProgram> servers = [.. programs.Where(program => program.ListensOnHttp)];
        if (module is null && servers.Count == 0) return null;
        var (program, incomplete) = GoProgram.Choose(project, servers.Count > 0 ? servers : programs, "programs");
        var port = GoProgram.FindPort(project);
        return new Detection
        {
            Framework = framework,
            Project = project,
            Runtime = LambdaBaseImages.Go.Choose(AskedVersions.Go(project)),
            Handler = program?.Package,
            Incomplete = incomplete,
            ServesHttp = true,
            Evidence =
            [
                dependency?.Says($"{framework.Name} behind the Lambda Web Adapter") ?? new Evidence(GoMod.File, null, "net/http", "a server behind the Lambda Web Adapter"),
                .. program is null ? [] : new[] { program.Entry with { Conclusion = "the server" } },
                .. port is null ? [] : new[] { port.Value.Evidence },
            ],
        };
    }

    public static void Write(Detection found, DockerfileBuilder file, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        var programs = GoProgram.FindAll(found.Project);
        var words = StartCommand.Of(found.Handler!);
        var program = GoProgram.Named(programs, words.Program[^1]) ?? (programs is [var single] ? single : null)
            ?? throw CompiledErrors.ProgramMissing(found.Handler!, "program", programs.Select(known => known.Package), found.Project.Path);
        var image = file.ChooseBase(LambdaBaseImages.Image(LambdaBaseImages.Provided.Choose(asked: null)));
        GoBuild.Write(found, program, image, file);
        var stage = file.FinalStage(image).WorkDir(LambdaBaseImages.TaskRoot).Prepare()
            .WithWebAdapter(GoProgram.FindPort(found.Project)?.Port ?? WebAdapter.Port, [.. environment, new("HOME", "/tmp")]);
        foreach (var folder in GoBuild.Assets(found.Project)) stage.Copy([$"{folder}/"], $"./{folder}/");
        stage.CopyProgram(file, "/var/task/bootstrap");
        // A command of the user's own may give the program arguments.
        stage.Entrypoint("/var/task/bootstrap");
        if (words.Arguments.Count > 0) stage.Cmd(words.Arguments);
    }
}
