using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Registries.Credentials;

/// <summary>The files in which Docker and Podman keep logins, the most deliberate one first.</summary>
internal sealed class DockerConfigFiles(IEnvironment environment)
{
    public async Task<IReadOnlyList<DockerConfigFile>> ReadAsync(CancellationToken cancel)
    {
        List<DockerConfigFile> files = [];
        foreach (var path in Paths().Distinct(StringComparer.Ordinal))
        {
            if (await DockerConfigFile.ReadAsync(path, cancel) is { } file) files.Add(file);
        }

        return files;
    }

    private IEnumerable<string> Paths()
    {
        if (environment.Get("REGISTRY_AUTH_FILE") is { } chosen) yield return chosen;
        var docker = environment.Get("DOCKER_CONFIG") ?? Path.Combine(environment.Home, ".docker");
        yield return Path.Combine(docker, "config.json");
        if (environment.Get("XDG_RUNTIME_DIR") is { } runtime)
            yield return Path.Combine(runtime, "containers", "auth.json");
        var settings = environment.Get("XDG_CONFIG_HOME") ?? Path.Combine(environment.Home, ".config");
        yield return Path.Combine(settings, "containers", "auth.json");
    }
}
