using LambdaImage.Engine.Environments;

namespace LambdaImage.Benchmarks;

/// <summary>An environment without variables.</summary>
internal sealed class NoEnvironment : IEnvironment
{
    public string Home => Path.GetTempPath();

    public string CacheFolder => Path.GetTempPath();

    public string? Get(string name) => null;
}
