namespace LambdaImage.Engine.Errors;

/// <summary>What stands in the way of a PHP project.</summary>
internal static class PhpErrors
{
    public static LambdaImageException AssetsOnHost(string project, string folder) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"{project} has a package.json with a build script but no {folder}; LambdaImage does not build a website's assets on this machine.",
        $"Build them first ('npm ci && npm run build'): {folder} then goes with the code. Or build in a container with Docker, Podman or Buildah (-DependencyInstall Container).",
        project);

    public static LambdaImageException ServerNeedsContainer(string project) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"{project} runs on FrankenPHP, whose image has to be changed for Lambda by commands in a container.",
        "Build with Docker, Podman or Buildah (-DependencyInstall Container), or use Bref, which needs none of that: composer require bref/bref:^3",
        project);
}
