using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Errors;

/// <summary>What stands in the way of a Python project.</summary>
internal static class PythonErrors
{
    private const string InContainer = "Build with Docker, Podman or Buildah (-DependencyInstall Container)";

    public static LambdaImageException LockMissing(Dependency dependency, string lockFile, string command, string target) => new(
        ErrorKind.DependencyMissing,
        $"{dependency.File}:{dependency.Line} asks for {dependency.Name}, but there is no {lockFile} that says which versions to install.",
        $"Run '{command}' and keep the file with the project.", target);

    public static LambdaImageException LockStale(Dependency dependency, string lockFile, string command, string target) => new(
        ErrorKind.DependencyMissing,
        $"{dependency.File}:{dependency.Line} asks for {dependency.Name}, but {lockFile} does not have it: it is older than {dependency.File}.",
        $"Run '{command}'.", target);

    public static LambdaImageException OutsideProject(Dependency dependency, string path, string target) => new(
        ErrorKind.DependencyMissing,
        $"{dependency.File}:{dependency.Line} takes {dependency.Name} from {path}, which is outside of the project folder and so no part of the image's build.",
        "Name the folder that holds both as the project, or have the package installed from an index or a repository.", target);

    public static LambdaImageException WorkspaceMember(Dependency dependency, string target) => new(
        ErrorKind.DependencyMissing,
        $"{dependency.File}:{dependency.Line} takes {dependency.Name} from a uv workspace, but the workspace's uv.lock is not in this folder.",
        "Name the workspace's root as the project, with -Handler for the function in it.", target);

    public static LambdaImageException ServerMissing(string framework, string file, int line, string server, string add, string target) => new(
        ErrorKind.DependencyMissing,
        $"{file}:{line} has {framework}, but no server that runs it is among the dependencies; the one of {framework} itself is for development.",
        $"Add {server} ({add}), or give the command that starts your own with -Handler.", target);

    public static LambdaImageException AppNotFound(string framework, string constructor, string example, string target) => new(
        ErrorKind.HandlerNotFound,
        $"{target} depends on {framework}, but no Python file makes {constructor} at its top level or in create_app().",
        $"Name the application with -Handler module:variable, or give the command that starts the server: -Handler '{example}'.", target);

    public static LambdaImageException HandlerIsNoCommand(string handler, string target) => new(
        ErrorKind.HandlerNotFound,
        $"There is neither a Python module nor a program for '{handler}' in {target}.",
        "Use -Handler module.function for a Lambda handler, -Handler module:variable for a web application, or the whole command that starts the server.", handler);

    public static LambdaImageException PackagesLacking(string image, string distribution, string dependencies, string other) => new(
        ErrorKind.RuntimeUnsupported,
        $"{distribution}, which {image} is made of, has no packages for {dependencies}.",
        $"Use a base image that has them, for example -BaseImage {other}, or bring them along yourself and switch the search off with -NoAutoPackage.", image);

    public static LambdaImageException Refused(Dependency dependency, string reason, string? advice) => new(
        ErrorKind.RuntimeUnsupported,
        $"{dependency.File}:{dependency.Line}: {reason}",
        advice ?? $"Remove {dependency.Name}.", dependency.Name);

    public static LambdaImageException NotOnLambda(string framework, Dependency dependency, string reason, string remedy) => new(
        ErrorKind.RuntimeUnsupported,
        $"{framework} ({dependency.File}:{dependency.Line}) cannot run in Lambda: {reason}",
        remedy, dependency.Name);

    public static LambdaImageException NoWheel(Dependency dependency, string target) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"{dependency.File}:{dependency.Line}: {dependency.Name} has no wheel for {target}, so it has to be compiled in the image's own system.",
        $"{InContainer}, or choose a version of {dependency.Name} that has one.", dependency.Name);

    public static LambdaImageException NeedsSystemPackages(Dependency dependency, IEnumerable<string> packages) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"{dependency.File}:{dependency.Line}: {dependency.Name} needs {string.Join(", ", packages)} in the image, which only commands in a container install.",
        $"{InContainer}, or use a base image that has them and switch the search off: -BaseImage … -NoAutoPackage.", dependency.Name);

    public static LambdaImageException SourcesOnHost(Dependency dependency) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"{dependency.File}:{dependency.Line} installs {dependency.Name} from sources, which this machine would build for itself and not for Lambda.",
        $"{InContainer}, or publish it as a wheel.", dependency.Name);

    public static LambdaImageException StepsOnHost(string what, string target) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"{what}, which only commands in a container can do.",
        $"{InContainer}, or leave that out.", target);

    public static LambdaImageException AssetsOnHost(string settings, string target) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"{settings} names a STATIC_ROOT; collecting static files runs the project in the image's own system.",
        $"{InContainer}, or run 'python manage.py collectstatic' first: its folder then goes with the code.", target);
}
