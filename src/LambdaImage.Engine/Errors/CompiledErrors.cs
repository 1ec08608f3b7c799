namespace LambdaImage.Engine.Errors;

/// <summary>Failures of projects in compiled languages and PowerShell.</summary>
internal static class CompiledErrors
{
    public static LambdaImageException HostInstallImpossible(string what, string why, string target) => new(
        ErrorKind.DependencyInstallUnavailable, $"{what} cannot be built on this machine for the image: {why}.",
        "Build in a container with Docker, Podman or Buildah (-DependencyInstall Container), or bring your own Dockerfile and use -Dockerfile.", target);

    public static LambdaImageException SystemPackagesOnHost(string what, IEnumerable<string> packages, string target) => HostInstallImpossible(
        what, $"the image needs the system packages {string.Join(", ", packages)}, which only a container can install", target);

    public static LambdaImageException LibraryNeedsLambdaBase(string library, string image) => new(
        ErrorKind.RuntimeUnsupported,
        $"{library} is a class library, which only AWS's own base image can load; {image} has nothing that starts it.",
        "Use public.ecr.aws/lambda/dotnet, or make it a program: OutputType Exe with Amazon.Lambda.RuntimeSupport.", library);

    public static LambdaImageException HandlerClassNeedsLambdaBase(string handler, string image) => new(
        ErrorKind.RuntimeUnsupported,
        $"{handler} is called by the runtime client of AWS's base image; {image} has none, and the project does not bring it.",
        "Use public.ecr.aws/lambda/java, or add com.amazonaws:aws-lambda-java-runtime-interface-client to the project.", handler);

    public static LambdaImageException SeveralPrograms(string path, string what, IReadOnlyList<string> programs) => new(
        ErrorKind.HandlerNotFound,
        $"{path} has several {what}: {string.Join(", ", programs)}.",
        $"Choose one, for example -Handler '{programs[0]}'.", path);

    public static LambdaImageException NoProgram(string path, string what, string remedy) =>
        new(ErrorKind.HandlerNotFound, $"{path} {what}.", remedy, path);

    public static LambdaImageException ProgramMissing(string handler, string what, IEnumerable<string> known, string path) => new(
        ErrorKind.HandlerNotFound, $"{path} has no {what} '{handler}'. It has {string.Join(", ", known)}.", "Name one of these with -Handler, or leave -Handler out.", handler);
}
