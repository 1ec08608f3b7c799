using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Rust;

/// <summary>A Rust function: a program with AWS's runtime crate.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-rust.html"/></summary>
internal sealed class RustHandler : IFramework
{
    private static readonly string[] Clients = ["lambda_http", "lambda_runtime", "lambda-web", "lambda_web"];

    public string Name => "Rust";

    public string? Specializes => null;

    public string LooksFor => "Cargo.toml with lambda_runtime or lambda_http among the dependencies";

    public FrameworkFacts Facts => new("Rust", "public.ecr.aws/lambda/provided", "the name of the program",
        Notes: "Compiled on Amazon Linux 2023. On the host against musl, or with cargo-zigbuild where crates have C in them. Step: build.");

    public Detection? Detect(ProjectDirectory project)
    {
        if (!project.Exists(CargoToml.File)) return null;
        var functions = Functions(project);
        var (program, incomplete) = functions.Count > 0 ? RustCrates.Choose(project, functions) : (null, NoFunction(project));
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Rust.Choose(AskedVersions.Rust(project)),
            Handler = program,
            Incomplete = incomplete,
            Evidence = functions.Count == 0 ? [new Evidence(CargoToml.File, null, "is there", Name)]
                : [.. functions.Select(crate => Clients.Select(crate.Find).First(found => found is not null)!.Says("a Lambda function"))],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var program = RequireProgram(found);
        var image = file.ChooseBase(LambdaBaseImages.Image(LambdaBaseImages.Provided.Choose(asked: null)));
        var packages = RustBuild.Write(found, program, image, file);
        var stage = file.FinalStage(image);
        if (!image.IsLambda) stage.WorkDir(LambdaBaseImages.TaskRoot);
        stage.Prepare(packages);
        if (image.IsLambda) stage.Comment("The base image's entry point runs this file.").CopyProgram(program, file, "/var/runtime/bootstrap").Cmd("bootstrap");
        else stage.CopyProgram(program, file, "/var/task/bootstrap").Entrypoint("/var/task/bootstrap");
    }

    /// <summary>Packages that are Lambda functions.</summary>
    public static IReadOnlyList<CargoToml> Functions(ProjectDirectory project) =>
        [.. RustCrates.ReadAll(project).Where(crate => crate.Binaries.Count > 0 && Clients.Any(name => crate.Find(name) is not null))];

    /// <summary>The program that the handler names.</summary>
    public static string RequireProgram(Detection found)
    {
        var program = StartCommand.Of(found.Handler!).Program[^1].Split('/')[^1];
        string[] known = [.. RustCrates.ReadAll(found.Project).SelectMany(crate => crate.Binaries)];
        if (known.Contains(program, StringComparer.Ordinal)) return program;
        // "bootstrap" is what other tools call the one function.
        return program == "bootstrap" && RustCrates.Choose(found.Project, Functions(found.Project)).Program is { } single ? single : throw CompiledErrors.ProgramMissing(program, "program", known, found.Project.Path);
    }

    private static LambdaImageException NoFunction(ProjectDirectory project) => ProjectErrors.HandlerNotFound(
        $"{project.Path} is a Rust project, but no package with a program depends on lambda_runtime or lambda_http, and no web framework was recognised.",
        "Run 'cargo add lambda_runtime', or name the program with -Handler NAME.", project.Path);
}
