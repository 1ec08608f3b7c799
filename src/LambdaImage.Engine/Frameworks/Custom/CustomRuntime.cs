using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Custom;

/// <summary>A project that brings its own runtime: an executable named <c>bootstrap</c>, compiled or a script.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html"/></summary>
internal sealed class CustomRuntime : IFramework
{
    private const string Bootstrap = "bootstrap";

    /// <summary>Sources and notes beside a compiled program, which it does not need to run.</summary>
    private static readonly string[] Sources = ["*.md", "LICENSE*", "Makefile", "*.c", "*.h", "*.cpp", "*.go", "go.mod", "go.sum", "*.rs", "Cargo.toml", "Cargo.lock", "target"];

    public string Name => "Custom runtime";

    public string? Specializes => null;

    public string LooksFor => "an executable named bootstrap in the root";

    public FrameworkFacts Facts => new("Any", "public.ecr.aws/lambda/provided", "bootstrap");

    public Detection? Detect(ProjectDirectory project)
    {
        if (!project.Exists(Bootstrap)) return null;
        var program = ElfProgram.Read(project.Head(Bootstrap, ElfProgram.HeadLength));
        var fact = program is null ? "is a script" : $"is a {(program.IsStatic ? "static" : "dynamically linked")} program for {program.Machine}";
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Provided.Choose(asked: null),
            Evidence = [new Evidence(Bootstrap, null, fact, Name)],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var program = ElfProgram.Read(found.Project.Head(Bootstrap, ElfProgram.HeadLength));
        if (program is not null && program.Architecture != found.Architecture)
            throw ProjectErrors.WrongArchitecture(found.Project.FullPath(Bootstrap), program.Machine, found.Architecture);
        if (program is not null) file.Ignore(Sources);
        var isPlain = file.Options.Base == new BaseImageOptions() && file.Options.Packages is { All: [], Build: [], Deployment: [] };
        if (program is { IsStatic: true } && isPlain && !UsesCertificates(found.Project)) WriteStatic(found, file);
        else WriteHosted(found, file);
    }

    private static void WriteStatic(Detection found, DockerfileBuilder file)
    {
        var stage = file.FinalStage(ParentImage.Of("scratch"), "The program is statically linked and looks for no CA certificates, so the image starts empty. It has no shell and no certificates.");
        var mode = Mode(found.Project);
        if (HasOtherFiles(found.Project)) stage.Copy(["."], "/var/task/");
        if (mode is not null) stage.Comment(WhyMode);
        if (mode is not null || !HasOtherFiles(found.Project)) stage.Copy([Bootstrap], "/var/task/bootstrap", chmod: mode);
        stage.WorkDir(LambdaBaseImages.TaskRoot).Entrypoint("/var/task/bootstrap");
        // Lambda hands the handler to the program as its argument; a program with one function ignores it.
        if (found.Handler is { } handler) stage.Cmd(handler);
    }

    private static void WriteHosted(Detection found, DockerfileBuilder file)
    {
        var image = file.ChooseBase(LambdaBaseImages.Image(found.Runtime));
        var stage = file.FinalStage(image).Prepare();
        if (HasOtherFiles(found.Project)) stage.Copy(["."], "/var/task/");
        var mode = Mode(found.Project);
        if (image.Distribution is LinuxDistribution.Debian or LinuxDistribution.Alpine)
        {
            // Nothing in such an image starts the program.
            if (mode is not null) stage.Comment(WhyMode);
            stage.Copy([Bootstrap], "/var/task/bootstrap", chmod: mode).WorkDir(LambdaBaseImages.TaskRoot).Entrypoint("/var/task/bootstrap");
            if (found.Handler is { } handler) stage.Cmd(handler);
            return;
        }

        stage.Comment(["The base image's entry point runs this file.", .. mode is null ? [] : new[] { WhyMode }])
            .Copy([Bootstrap], "/var/runtime/bootstrap", chmod: mode)
            .Comment("What bootstrap finds in the variable _HANDLER.")
            .Cmd(found.Handler ?? Bootstrap);
    }

    private const string WhyMode = "Lambda's user may not run the file as it is on this disk; the mode lets it.";

    /// <summary>Older builders do not know the option, so it stands only where it is needed.</summary>
    private static string? Mode(ProjectDirectory project) => project.IsExecutable(Bootstrap) ? null : "0755";

    /// <summary>Programs that speak TLS know where systems keep their certificates; AWS's base image has them.</summary>
    private static bool UsesCertificates(ProjectDirectory project) =>
        project.Holds(Bootstrap, "/etc/ssl/certs"u8) || project.Holds(Bootstrap, "/etc/pki/tls/certs"u8);

    private static bool HasOtherFiles(ProjectDirectory project)
    {
        var left = project.Files("**/*").Where(file => file is not (Bootstrap or "Dockerfile") && file[0] != '.' && !file.StartsWith("target/", StringComparison.Ordinal));
        var sources = Sources.SelectMany(project.Files).ToHashSet(StringComparer.Ordinal);
        return left.Any(file => !sources.Contains(file));
    }
}
