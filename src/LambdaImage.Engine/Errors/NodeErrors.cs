namespace LambdaImage.Engine.Errors;

/// <summary>Failures of making images of projects for Node.js, Deno and Bun, and of static sites.</summary>
internal static class NodeErrors
{
    public static LambdaImageException SeveralPackages(string path, string framework, IEnumerable<string> candidates) => new(
        ErrorKind.ProjectAmbiguous,
        $"Several packages of the workspace {path} fit {framework}:{string.Concat(candidates.Select(candidate => $"{Environment.NewLine}  - {candidate}"))}",
        "Choose one with -Handler and its line from above.", path);

    public static LambdaImageException OutsideWorkspace(string path, string package, int line) => new(
        ErrorKind.ProjectFileInvalid,
        $"package.json:{line} of {path} takes {package} from a workspace, but the workspace's root is not in this folder.",
        "Use the workspace's root as the project, and name the package's handler or start command with -Handler, for example -Handler packages/api/dist/index.handler.",
        path);

    public static LambdaImageException HostImpossible(string path, string reason) => new(
        ErrorKind.DependencyInstallUnavailable,
        $"The packages of {path} cannot be installed on this machine for the image: {reason}.",
        "Build with Docker, Podman or Buildah (-DependencyInstall Container), or do without what is named here.", path);

    public static LambdaImageException SettingMissing(string message, string remedy, string target) =>
        new(ErrorKind.RuntimeUnsupported, message, remedy, target);

    public static LambdaImageException NotForLambda(string package, int line, string reason) => new(
        ErrorKind.RuntimeUnsupported, $"package.json:{line} depends on {package}: {reason}.",
        "Remove it, or move it to devDependencies when only development needs it.", package);

    public static LambdaImageException NoStart(string framework, string path, IEnumerable<string> files) => new(
        ErrorKind.HandlerNotFound,
        $"{path} uses {framework}, but package.json has neither a start script nor a main file, and there is none of {string.Join(", ", files)}.",
        "Add a start script (\"start\": \"node server.js\"), or give the command with -Handler 'node server.js'.", path);

    public static LambdaImageException StartsWithTool(string script, int line, string tool) => new(
        ErrorKind.HandlerNotFound,
        $"package.json:{line} starts the server with {tool} ('{script}'), which is a dependency of development and not in the image.",
        $"Add a build script that compiles the server and start its result (\"start\": \"node dist/server.js\"), move {tool} to dependencies, or give the command with -Handler.", script);

    public static LambdaImageException StartFileMissing(string file, string path) => new(
        ErrorKind.HandlerNotFound,
        $"The server is started from {file}, but {path} has no such file and package.json has no script named build that could make it.",
        "Correct the start script, add a build script, or give the command with -Handler.", file);
}
