using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>This machine's proxy for RUN steps. podman and buildah give it to them by themselves, docker does not.
/// <see href="https://docs.docker.com/build/building/variables/#proxy-arguments"/></summary>
internal static class BuildProxy
{
    private const string HostNetwork = "host";

    private static readonly string[] Proxies = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    private static readonly string[] Exceptions = ["NO_PROXY", "no_proxy"];

    /// <summary>Build arguments that neither image nor cache keeps. Only their names: docker takes the values from its environment, so that a password among them is on no
    /// command line.</summary>
    public static IReadOnlyList<string> Arguments(BuildRequest request, IEnvironment environment)
    {
        var proxies = Proxies.Where(name => environment.Get(name) is { } address && IsReachable(address, BuildNetwork.Of(request, environment))).ToArray();
        return proxies.Length == 0 ? []
            : [.. proxies.Concat(Exceptions.Where(name => environment.Get(name) is not null)).SelectMany(name => new[] { "--build-arg", name })];
    }

    /// <summary>Loopback is the container's own, unless it shares this machine's network.</summary>
    private static bool IsReachable(string address, string? network) =>
        network == HostNetwork
        || !Uri.TryCreate(address.Contains("://", StringComparison.Ordinal) ? address : "http://" + address, UriKind.Absolute, out var url)
        || !url.IsLoopback;
}
