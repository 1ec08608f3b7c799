using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Tests.Projects;

/// <summary>An environment with the given variables and nothing else.</summary>
internal sealed class EmptyEnvironment(params (string Name, string Value)[] variables) : IEnvironment
{
    public string Home => Path.GetTempPath();

    public string CacheFolder => Path.GetTempPath();

    public string? Get(string name) => variables.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault();
}
