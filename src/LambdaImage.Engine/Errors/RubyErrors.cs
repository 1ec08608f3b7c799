using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Errors;

/// <summary>What stands in the way of a Ruby project.</summary>
internal static class RubyErrors
{
    private const string InContainer = "Build with Docker, Podman or Buildah (-DependencyInstall Container)";

    public static LambdaImageException PlatformMissing(string lockFile, IEnumerable<string> platforms, string platform) => new(
        ErrorKind.DependencyMissing,
        $"{lockFile} is locked for {string.Join(", ", platforms)} alone; Bundler then refuses to install on {platform}, which the image is made for.",
        $"Run 'bundle lock --add-platform {platform}'.", lockFile);

    public static LambdaImageException LockMissing(string project) => new(
        ErrorKind.DependencyMissing,
        $"There is no Gemfile.lock in {project} that says which versions to install.",
        "Run 'bundle lock' and keep the file with the project.", project);

    public static LambdaImageException ServerMissing(string framework, string gemfile, int line) => new(
        ErrorKind.DependencyMissing,
        $"{gemfile}:{line} has {framework}, but no web server: neither puma nor falcon, unicorn, thin or webrick is in it.",
        "Run 'bundle add puma', or give the command that starts your own with -Handler.", gemfile);

    public static LambdaImageException OutsideProject(Dependency gem, string path) => new(
        ErrorKind.DependencyMissing,
        $"{gem.File}:{gem.Line} takes {gem.Name} from {path}, which is outside of the project folder and so no part of the image's build.",
        "Name the folder that holds both as the project, or have the gem installed from a repository.", gem.Name);

    public static LambdaImageException PackagesLacking(string image, string distribution, string gems, string other) => new(
        ErrorKind.RuntimeUnsupported,
        $"{distribution}, which {image} is made of, has no packages for {gems}.",
        $"Use a base image that has them, for example -BaseImage {other}, or bring them along yourself and switch the search off with -NoAutoPackage.", image);

    public static LambdaImageException Refused(Dependency gem, string reason, string? advice) => new(
        ErrorKind.RuntimeUnsupported,
        $"{gem.File}:{gem.Line}: {reason}",
        advice ?? $"Remove {gem.Name}.", gem.Name);

    public static LambdaImageException JetsHandlerMissing(Dependency jets, string project) => new(
        ErrorKind.HandlerNotFound,
        $"{project} is a project of Jets ({jets.File}:{jets.Line}), whose handler handlers/controller.rb Jets makes only while it deploys.",
        "Name a handler of your own with -Handler file.lambda_handler, or serve the application with puma: a config.ru, 'bundle add puma', and -Framework Rack.", project);

    public static LambdaImageException NativeOnHost(Dependency gem) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"{gem.File}:{gem.Line}: {gem.Name} {gem.Constraint} has native code, which this machine would compile or choose for itself and not for Lambda.",
        $"{InContainer}.", gem.Name);

    public static LambdaImageException SourcesOnHost(Dependency gem) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"{gem.File}:{gem.Line} installs {gem.Name} from a repository or a folder, which LambdaImage does in a container only.",
        $"{InContainer}.", gem.Name);

    public static LambdaImageException StepsOnHost(string what, string target) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"{what}, which only commands in a container can do.",
        $"{InContainer}.", target);
}
