using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Finds choices of the user that a framework has no place for: silence would look like success.</summary>
internal static class UnusedOptions
{
    public static IEnumerable<string> Find(DockerfileBuilder file, string framework)
    {
        var options = file.Options;
        foreach (var step in options.Commands.Keys.Where(step => !file.Steps.Contains(step)).Order(StringComparer.Ordinal))
        {
            yield return $"commands.{step} has no effect: " + (file.Steps.Count == 0
                ? $"{framework} has no steps that could be replaced here."
                : $"the steps of {framework} are {string.Join(", ", file.Steps.Order(StringComparer.Ordinal))}."
                    + (NearestName.Of(step, file.Steps) is { } nearest ? $" Did you mean commands.{nearest}?" : ""));
        }

        if (options.WebAdapter != new WebAdapterOptions() && !file.Used.Contains("webAdapter"))
            yield return $"webAdapter has no effect: {framework} answers Lambda's events itself, without the web adapter.";
        // On the host it is the language's tool that finds its own secrets and folders.
        if (file.InstallsOnHost) yield break;
        if (options.CopyBeforeInstall.Count > 0 && !file.Used.Contains("copyBeforeInstall"))
            yield return "copyBeforeInstall has no effect: no dependencies are installed here.";
        if (options.Secrets.Count > 0 && !file.Used.Contains("secrets"))
            yield return $"secrets ({string.Join(", ", options.Secrets.Select(secret => secret.Id))}) have no effect: no dependencies are installed here. A hook can mount them itself.";
        if (options.Ssh == true && !file.Used.Contains("ssh"))
            yield return "ssh has no effect: no dependencies are installed here. A hook can mount it itself.";
    }
}
