using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>The network that RUN steps get: a setting for build machines behind firewalls, whose container engine has no network of its own.</summary>
internal static class BuildNetwork
{
    /// <summary>Passed on as <c>--network</c>: <c>host</c>, <c>none</c>, or the name of a network.</summary>
    public const string Variable = "LAMBDAIMAGE_BUILD_NETWORK";

    /// <summary>The network of a build; null: the CLI decides.</summary>
    public static string? Of(BuildRequest request, IEnvironment environment) => request.Network ?? environment.Get(Variable);

    public static IReadOnlyList<string> Arguments(BuildRequest request, IEnvironment environment) => Arguments(Of(request, environment));

    /// <summary>Arguments for containers that are no part of a build.</summary>
    public static IReadOnlyList<string> Arguments(IEnvironment environment) => Arguments(environment.Get(Variable));

    private static IReadOnlyList<string> Arguments(string? network) => network is null ? [] : ["--network", network];
}
