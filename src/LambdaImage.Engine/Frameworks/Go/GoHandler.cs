using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Go;

/// <summary>A Go function: a program that speaks Lambda's protocol.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/go-image.html"/></summary>
internal sealed class GoHandler : IFramework
{
    public string Name => "Go";

    public string? Specializes => null;

    public string LooksFor => "go.mod and a package main that calls lambda.Start of github.com/aws/aws-lambda-go";

    public FrameworkFacts Facts => new("Go", "public.ecr.aws/lambda/provided", "./cmd/NAME",
        Notes: "Private modules: a secret with file /root/.netrc, and the build argument GOPRIVATE. Programs with cgo are compiled on Amazon Linux. Step: build.");

    public Detection? Detect(ProjectDirectory project)
    {
        if (!project.Exists(GoMod.File) && !project.Exists(GoMod.WorkspaceFile)) return null;
        var programs = GoProgram.FindAll(project);
        List<GoProgram> functions = [.. programs.Where(program => program.IsFunction)];
        var sdk = GoProgram.LambdaSdk(project);
        // The call may be in a package of its own, behind main.
        if (functions.Count == 0 && sdk is not null) functions = [.. programs];
        var (program, incomplete) = functions.Count == 0 ? (null, NoFunction(project)) : GoProgram.Choose(project, functions, "programs that are Lambda functions");
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Go.Choose(AskedVersions.Go(project)),
            Handler = program?.Package,
            Incomplete = incomplete,
            Evidence =
            [
                sdk?.Says(Name) ?? new Evidence(project.Exists(GoMod.File) ? GoMod.File : GoMod.WorkspaceFile, null, "is there", Name),
                .. functions.Select(function => function.Entry with { Conclusion = "the function" }),
            ],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var programs = GoProgram.FindAll(found.Project);
        var program = GoProgram.Named(programs, found.Handler!)
            ?? throw CompiledErrors.ProgramMissing(found.Handler!, "program", programs.Select(known => known.Package), found.Project.Path);
        var image = file.ChooseBase(LambdaBaseImages.Image(LambdaBaseImages.Provided.Choose(asked: null)));
        GoBuild.Write(found, program, image, file);
        var stage = file.FinalStage(image);
        if (!image.IsLambda) stage.WorkDir(LambdaBaseImages.TaskRoot);
        stage.Prepare();
        foreach (var folder in GoBuild.Assets(found.Project)) stage.Copy([$"{folder}/"], $"./{folder}/");
        if (image.IsLambda) stage.Comment("The base image's entry point runs this file.").CopyProgram(file, "/var/runtime/bootstrap").Cmd("bootstrap");
        else stage.CopyProgram(file, "/var/task/bootstrap").Entrypoint("/var/task/bootstrap");
    }

    private static LambdaImageException NoFunction(ProjectDirectory project) => ProjectErrors.HandlerNotFound(
        $"{project.Path} is a Go module, but none of its programs calls lambda.Start or listens for HTTP requests.",
        "Call lambda.Start in main (go get github.com/aws/aws-lambda-go), or name the package with -Handler ./cmd/NAME.", project.Path);
}
