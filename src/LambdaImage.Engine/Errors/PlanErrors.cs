namespace LambdaImage.Engine.Errors;

/// <summary>Requests that contradict themselves.</summary>
internal static class PlanErrors
{
    public static LambdaImageException DestinationHasDigest(string destination) => new(
        ErrorKind.RequestInvalid,
        $"'{destination}' names a digest, and only the image's own content decides that.",
        "Give the destination without '@sha256:…', with a tag if you like.",
        destination);

    public static LambdaImageException DestinationAndRepository() => new(
        ErrorKind.RequestInvalid,
        "-Destination and -Repository were both given, and each says where to push.",
        "Give -Repository for Amazon ECR in your own account and Region, or -Destination for a full reference in any registry.");

    public static LambdaImageException TagInvalid(string tag) => new(
        ErrorKind.ReferenceInvalid,
        $"'{tag}' is not a tag.",
        "A tag has up to 128 letters, digits, '_', '.' and '-', and does not begin with '.' or '-'.",
        tag);

    public static LambdaImageException CacheNotReadable(string folder, Exception problem) => new(
        ErrorKind.OutputNotWritable,
        $"Tried to look through the cache in '{folder}', but {problem.Message}",
        "Run it as the user that the folder belongs to, or name another one with the environment variable LAMBDAIMAGE_CACHE.",
        folder,
        inner: problem);

    public static LambdaImageException AgeNegative() => new(
        ErrorKind.RequestInvalid, "-OlderThan is less than nothing.", "Say for how long it was not used: Clear-LambdaImageCache -OlderThan 30d", "-OlderThan");

    public static LambdaImageException HostInstallHindered(string reason) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"Dependencies cannot be installed on this machine, because {reason}, and that needs a shell in a container.",
        "Build with Docker, Podman or Buildah (-DependencyInstall Container), or do without it.",
        reason);

    public static LambdaImageException HostInstallUnknown(string framework) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"{framework} projects are installed by commands in a container; LambdaImage cannot do that on this machine instead.",
        "Build with Docker, Podman or Buildah (-DependencyInstall Container).",
        framework);

    /// <summary>Why this machine cannot build what another may: a warning, because writing the file is no mistake.</summary>
    public static string CannotInstallHere(string noEngine, LambdaImageException onHost) =>
        $"This machine cannot build the image: {noEngine}. Installing on the machine itself does not work either: {onHost.Message} "
        + $"Start a container engine, or: {onHost.Remedy}";
}
