using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>The network that RUN steps get: a setting for build machines behind firewalls, whose container engine has no network of its own.</summary>
internal static class BuildNetwork
{
    /// <summary>Passed on as <c>--network</c>: <c>host</c>, <c>none</c>, or the name of a network.</summary>
    public const string Variable = "LAMBDAIMAGE_BUILD_NETWORK";

    public static IReadOnlyList<string> Arguments(IEnvironment environment) =>
        environment.Get(Variable) is { } network ? ["--network", network] : [];
}
