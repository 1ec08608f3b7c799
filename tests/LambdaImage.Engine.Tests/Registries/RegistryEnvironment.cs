using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Tests.Registries;

/// <summary>An environment of which a test says all there is.</summary>
internal sealed class RegistryEnvironment(string home = "/nowhere") : IEnvironment
{
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public string Home => home;

    public string CacheFolder => Path.Combine(home, ".cache");

    public string? Get(string name) => Variables.GetValueOrDefault(name);
}
