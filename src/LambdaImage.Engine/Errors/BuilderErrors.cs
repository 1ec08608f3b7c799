using System.Globalization;
using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Errors;

/// <summary>What can go wrong with choosing a builder and with building.</summary>
internal static class BuilderErrors
{
    private const int ShownLines = 20;

    public static LambdaImageException NoneAvailable(
        string dockerfile, IReadOnlyList<(BuildEngine Engine, string Reason, string Remedy)> tried) => new(
        ErrorKind.BuilderUnavailable,
        $"Tried to find a builder for {dockerfile} but none can build it:"
            + string.Concat(tried.Select(one => $"\n  {one.Engine.Name()}: {one.Reason}")),
        "One of these is enough:" + string.Concat(tried.Select(one => $"\n  {one.Engine.Name()}: {one.Remedy}")),
        dockerfile);

    public static LambdaImageException Unavailable(BuildEngine engine, string reason, string? remedy) => new(
        ErrorKind.BuilderUnavailable,
        $"Tried to build with {engine.Name()} but it is not usable: {reason}",
        (remedy is null ? "" : remedy + " ") + "Or leave the engine out, so that one that works is chosen.",
        engine.Name());

    public static LambdaImageException Unsupported(BuildEngine engine, Unsupported unsupported, string? path) => new(
        ErrorKind.InstructionUnsupported,
        $"Tried to build with {engine.Name()} but it cannot carry out {Place(unsupported.Instruction, path)}: {unsupported.Reason}.",
        engine == BuildEngine.Daemonless
            ? "Build with a container CLI (engine docker, podman, buildah, finch or nerdctl), or move that step out of the Dockerfile and copy its result in."
            : "Build with another engine (docker with BuildKit understands every instruction: install the buildx plugin), or change the instruction.",
        path,
        path is null || unsupported.Instruction.Lines.First == 0 ? null : new SourceLocation(path, unsupported.Instruction.Lines.First));

    public static LambdaImageException LabelInvalid(string name) => new(
        ErrorKind.RequestInvalid,
        $"The label '{string.Concat(name.Select(letter => char.IsControl(letter) ? '?' : letter))}' cannot be one: names have no '=' and no space, values no line break.",
        "Write it as -Label @{ 'com.example.team' = 'shop' }, --label com.example.team=shop, or below labels in lambda-image.yml.",
        name);

    public static LambdaImageException OptionUnsupported(BuildEngine engine, string option, string reason) => new(
        ErrorKind.RequestInvalid,
        $"Tried to build with {engine.Name()} but {reason}, and the build asks for {option}.",
        "Install Docker's buildx plugin (package docker-buildx-plugin, docker-buildx or docker-buildx-cli), or build with podman or buildah.",
        option);

    public static LambdaImageException ContextInvalid(string context, string reason, string remedy) => new(
        ErrorKind.RequestInvalid, $"The build context {context} cannot be used: {reason}.", remedy, context);

    public static LambdaImageException ContextUnsupported(BuildEngine engine, string name, string context, string reason) => new(
        ErrorKind.RequestInvalid,
        $"Tried to give the build context {name}={context} to {engine.Name()} but {reason}.",
        "Build with -Engine Docker or Daemonless (--engine docker, daemonless), which take it.",
        name);

    public static LambdaImageException ForeignArguments(BuildEngine engine, string argument) => new(
        ErrorKind.RequestInvalid,
        $"Tried to build with {engine.Name()}, but buildOptions has {argument}, which is an argument of container CLIs.",
        "Build with -Engine Docker, or remove buildOptions.",
        argument);

    public static LambdaImageException HasNoBuilders(BuildEngine engine, string builder) => new(
        ErrorKind.RequestInvalid,
        $"Tried to build with {engine.Name()} and with the builder '{builder}', but only docker has builders, those of buildx.",
        $"Leave -Engine out, or take -Engine Docker; 'docker buildx inspect {builder}' shows the builder.",
        builder);

    public static LambdaImageException SecretNotFound(string id, string path) => new(
        ErrorKind.RequestInvalid, $"Tried to give the build the secret '{id}' but its file {path} does not exist.",
        "Write the secret to that file, or give the path of the file that holds it.", path);

    public static LambdaImageException SecretNotGiven(string id, SourceLocation place) => new(
        ErrorKind.RequestInvalid, $"{place}: the build needs the secret '{id}', and no value was given for it.",
        $"Give the file that holds it, -Secret @{{ {id} = './file' }}, or an environment variable, -Secret @{{ {id} = 'env:NAME' }} "
        + $"(lambda-image: --secret {id}=./file).", id, place);

    public static LambdaImageException SecretVariableNotSet(string id, string variable) => new(
        ErrorKind.RequestInvalid, $"Tried to give the build the secret '{id}' but the environment variable {variable} is not set.",
        $"Set {variable}, or give the path of a file that holds the secret.", variable);

    public static LambdaImageException SshNotGiven(SourceLocation place) => new(
        ErrorKind.RequestInvalid, $"{place}: the build needs an SSH agent, and none was given to it.", "Build with -Ssh, with an agent running: ssh-add -l", "ssh", place);

    public static LambdaImageException SshAgentMissing() => new(
        ErrorKind.RequestInvalid, "The build may use the SSH agent of this machine, but SSH_AUTH_SOCK is not set, so none is running.",
        "Start one and add the key: eval \"$(ssh-agent)\" && ssh-add", "SSH_AUTH_SOCK");

    public static string SecretUnused(string id) =>
        $"The secret '{id}' was given, but no RUN mounts it. Name it under secrets in lambda-image.yml, or with -BuildSecret {id}, so that installation steps can read it.";

    public static string SecretMissing(string id, SourceLocation place) => $"{place} mounts the secret '{id}' if it is there, and no value was given for it.";

    public static LambdaImageException ExportFailed(BuildEngine engine, string tag, IReadOnlyList<string> log) => new(
        ErrorKind.BuildFailed, $"Tried to read the image {tag} from {engine.Name()} but it failed.{Tail(log)}",
        $"Try it by hand: {engine.Name()} {(engine == BuildEngine.Buildah ? "push" : "save")} {tag}. When the disk is full, remove unused images first.",
        tag);

    public static LambdaImageException NothingBuilt(BuildEngine engine, string tag, IReadOnlyList<string> arguments) => new(
        ErrorKind.BuildFailed,
        $"Tried to build {tag} with {engine.Name()}; it ended well but wrote no image"
            + (arguments.Count == 0 ? "." : $". It was also given {CommandLine.Render(new ProcessCommand(arguments[0], [.. arguments.Skip(1)]))}, which may have told it to do something else."),
        arguments.Count == 0 ? $"Update {engine.Name()}, or build with another -Engine." : "Build without these arguments (-BuildOption, buildOptions in lambda-image.yml).",
        tag);

    public static LambdaImageException NoSuchImage(BuildEngine engine, string image, IReadOnlyList<string> log) => new(
        ErrorKind.ImageNotFound, $"Tried to find the image {image} in the store of {engine.Name()} but it is not there.{Tail(log)}",
        $"List what is there: {engine.Name()} images. Without docker-daemon: or containers-storage: before it, a name is looked up in its registry.", image);

    public static LambdaImageException ArchitectureMismatch(
        BuildEngine engine, string tag, LambdaArchitecture wanted, string found, string? baseImage) => new(
        ErrorKind.ArchitectureMismatch,
        $"Tried to build {tag} for linux/{wanted.OciName()} but {engine.Name()} made an image for {found}."
            + (engine == BuildEngine.Docker ? " Docker without BuildKit silently uses a base image that is already there for another processor." : ""),
        (baseImage is null ? "Fetch the base image" : $"Fetch the base image with: {engine.Name()} pull --platform linux/{wanted.OciName()} {baseImage}")
            + $", or build with -Pull, or choose the architecture {LambdaArchitectures.Parse(found)?.ApiName() ?? "of the base image"}.",
        tag);

    public static LambdaImageException BaseImage(BaseImageProblem problem, string image, SourceLocation? place, string detail) => new(
        problem switch
        {
            BaseImageProblem.Unreachable => ErrorKind.RegistryUnreachable,
            BaseImageProblem.Throttled => ErrorKind.RegistryThrottled,
            BaseImageProblem.Unauthorized => ErrorKind.RegistryUnauthorized,
            BaseImageProblem.WrongPlatform => ErrorKind.ArchitectureMismatch,
            _ => ErrorKind.ImageNotFound,
        },
        $"Tried to get the base image {image}{At(place)} but " + problem switch
        {
            BaseImageProblem.Unreachable => $"its registry does not answer: {detail}",
            BaseImageProblem.Throttled => $"its registry limits how often it may be asked: {detail}",
            BaseImageProblem.Unauthorized => $"its registry does not accept the login: {detail}",
            BaseImageProblem.WrongPlatform => $"it does not exist for this processor: {detail}",
            _ => $"it does not exist, or only for those who are logged in: {detail}",
        },
        problem switch
        {
            BaseImageProblem.Unreachable => "Check the network and the proxy of the container engine, or name a mirror in the FROM line.",
            BaseImageProblem.Throttled => "Wait a minute, log in to the registry, or copy the image to your own registry and name that in the FROM line.",
            BaseImageProblem.Unauthorized =>
                "Log in again; for Amazon ECR: aws ecr get-login-password | docker login --username AWS --password-stdin HOST",
            BaseImageProblem.WrongPlatform => "Choose the other architecture, or a base image that exists for both.",
            _ => "Check name and tag in the FROM line. For a private image log in first, for example: docker login HOST",
        },
        image, place);

    public static LambdaImageException LayerLost(BuildEngine engine, string tag, string detail, SourceLocation? place) => new(
        ErrorKind.BuildFailed,
        $"Tried to build {tag} with {engine.Name()}, several times, but a layer is gone from its store{At(place)}: {detail}",
        "Build again when nothing else builds with podman or buildah or removes their images. Where it comes back, the store is damaged: "
            + $"podman system check --repair (since podman 5.2), or {engine.Name()} rmi --all --force, which removes all images.",
        tag, place);

    public static LambdaImageException FileNotInContext(
        BuildEngine engine, string file, string contextPath, SourceLocation? place, string step) => new(
        ErrorKind.ContextFileNotFound,
        $"Tried to build with {engine.Name()} but {step}{At(place)} names {(file.Length > 0 ? file : "a file")}, which is not in the build context {contextPath}.",
        "Check the path, which counts from the build context, and that the ignore file does not exclude it.",
        file, place);

    public static LambdaImageException BuildFailed(
        BuildEngine engine, string tag, BuildFailure failure, SourceLocation? place, string remedy, IReadOnlyList<string> log) => new(
        ErrorKind.BuildFailed,
        $"Tried to build {tag} with {engine.Name()} but " + (failure.Step is { } step ? $"{Shortened(step)}{At(place)} failed" : "it failed")
            + (failure.ExitCode is { } code ? $" with exit code {code.ToString(CultureInfo.InvariantCulture)}." : $": {failure.Summary}")
            + Tail(log),
        remedy, tag, place);

    public static LambdaImageException HostToolMissing(string tool, string program) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"Dependencies were to be installed on this machine with {tool}, but there is no {program} on PATH.",
        $"Install {program}, or build with Docker, Podman or Buildah (-DependencyInstall Container).",
        program);

    public static LambdaImageException HostInstallFailed(string tool, string command, ProcessResult result) => new(
        ErrorKind.BuildFailed,
        $"Tried to install dependencies on this machine with {tool}, but '{Shortened(command)}' ended with exit code "
            + $"{result.ExitCode.ToString(CultureInfo.InvariantCulture)}.{Tail([.. result.Output.Concat(result.Errors).Select(SecretMask.Apply)])}",
        "Correct what the log says, or install them in a container instead: -DependencyInstall Container.",
        tool);

    public static LambdaImageException HostInstallGaveNothing(string tool, string folder) => new(
        ErrorKind.BuildFailed,
        $"Dependencies were installed on this machine with {tool}, but its folder '{folder}' is not there afterwards.",
        "Check what the project's own build does, or install in a container instead: -DependencyInstall Container.",
        tool);

    /// <summary>The name users write.</summary>
    public static string Name(this BuildEngine engine) => engine.ToString().ToLowerInvariant();

    private static string Place(Instruction instruction, string? path) =>
        instruction.Lines.First == 0 ? instruction.Keyword : $"{instruction.Keyword} in {path ?? "the Dockerfile"}:{instruction.Lines.First}";

    private static string At(SourceLocation? place) => place is null ? "" : $" ({place})";

    private static string Shortened(string text) => text.Length <= 200 ? text : text[..200] + "…";

    private static string Tail(IReadOnlyList<string> log)
    {
        var lines = log.Where(line => line.Length > 0).TakeLast(ShownLines).ToList();
        return lines.Count == 0 ? "" : "\nThe last lines of the log:" + string.Concat(lines.Select(line => "\n  " + Shortened(line)));
    }
}
