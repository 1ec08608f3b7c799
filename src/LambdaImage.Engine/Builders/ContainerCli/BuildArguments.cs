using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>The arguments of a build that mean the same to docker, podman and buildah.</summary>
internal static class BuildArguments
{
    /// <summary>What the CLIs read themselves: a value that is meant for the build would lead them astray.</summary>
    private static readonly string[] Own = ["PWD", "OLDPWD", "SSH_AUTH_SOCK", "DOCKER_AUTH_CONFIG", "REGISTRY_AUTH_FILE"];

    /// <summary>File, tag, platform, stage, build arguments and labels.</summary>
    /// <param name="job">What to build.</param>
    /// <param name="files">Where the Dockerfile is.</param>
    /// <param name="hidden">Build arguments of which only the name is said, see <see cref="Hidden"/>; null: none.</param>
    public static IReadOnlyList<string> Common(BuildJob job, BuildFiles files, IReadOnlyDictionary<string, string?>? hidden = null)
    {
        var request = job.Request;
        // The platform is always said: what a CLI assumes depends on its version and on what it has pulled before.
        List<string> arguments =
        [
            "-f", files.Dockerfile,
            "-t", job.Tag,
            "--platform", "linux/" + job.Architecture.OciName(),
        ];
        if (request.Target is { } target) arguments.AddRange(["--target", target]);
        if (request.NoCache) arguments.Add("--no-cache");
        foreach (var (name, value) in Sorted(request.BuildArguments)) arguments.AddRange(["--build-arg", hidden?.ContainsKey(name) == true ? name : $"{name}={value}"]);
        foreach (var (name, value) in Sorted(request.Labels)) arguments.AddRange(["--label", $"{name}={value}"]);
        foreach (var cache in request.CacheFrom) arguments.AddRange(["--cache-from", cache]);
        foreach (var cache in request.CacheTo) arguments.AddRange(["--cache-to", cache]);
        // As they are, and after ours: where both say something, the CLI takes the later one.
        arguments.AddRange(request.Arguments);
        return arguments;
    }

    /// <summary>Build arguments that are likely secrets, as variables: everybody on the machine may read a command line. Docker, podman and buildah take the value from their environment
    /// where only the name is said; nerdctl would write it on the command line of buildctl, and Finch has its own environment in its machine.
    /// <see href="https://docs.docker.com/reference/cli/docker/buildx/build/#build-arg"/></summary>
    public static IReadOnlyDictionary<string, string?> Hidden(BuildRequest request) =>
        request.BuildArguments.Where(argument => SecretMask.IsSecretName(argument.Key) && !Own.Contains(argument.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(argument => argument.Key, argument => (string?)argument.Value, StringComparer.Ordinal);

    /// <summary>Secrets by the path of the file that holds them, so that none is ever on a command line.</summary>
    /// <exception cref="LambdaImageException">A file does not exist.</exception>
    public static IReadOnlyList<string> Secrets(BuildRequest request) =>
    [
        .. Sorted(request.Secrets).SelectMany(secret =>
        {
            if (secret.Value.StartsWith(BuildRequest.SecretVariablePrefix, StringComparison.Ordinal))
                return ["--secret", $"{Field("id=" + secret.Key)},env={secret.Value[BuildRequest.SecretVariablePrefix.Length..]}"];
            var path = Path.GetFullPath(secret.Value);
            if (!File.Exists(path)) throw BuilderErrors.SecretNotFound(secret.Key, path);
            return new[] { "--secret", $"{Field("id=" + secret.Key)},{Field("src=" + path)}" };
        }),
    ];

    /// <summary>The SSH agent of this machine, where steps may use it.</summary>
    public static IReadOnlyList<string> Ssh(BuildRequest request) => request.Ssh ? ["--ssh", "default"] : [];

    /// <summary>Named contexts for clients of BuildKit.</summary>
    public static IReadOnlyList<string> Contexts(BuildRequest request) =>
    [
        .. Sorted(request.BuildContexts)
            .SelectMany(context => new[] { "--build-context", $"{context.Key}={ContextSource(context.Value)}" }),
    ];

    /// <summary>One field of a list that is read as CSV: quoted where it holds what would end it.</summary>
    public static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>A named context: folders and layouts with their whole paths, addresses as they are, anything else is an image.</summary>
    public static string ContextSource(string value) =>
        Directory.Exists(value) ? Path.GetFullPath(value)
        : LayoutReference.Find(value) is { } layout ? layout.ToString()
        : value.Contains("://", StringComparison.Ordinal) || RemoteSource.Is(value) ? value
        : "docker-image://" + value;

    private static IEnumerable<KeyValuePair<string, string>> Sorted(IReadOnlyDictionary<string, string> values) =>
        values.OrderBy(value => value.Key, StringComparer.Ordinal);
}
