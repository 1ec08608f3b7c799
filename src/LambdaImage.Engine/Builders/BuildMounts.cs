using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Builders;

/// <summary>What RUN steps want to have mounted, and whether it was given. A builder would find out only half-way, or not at all.
/// <see href="https://docs.docker.com/reference/dockerfile/#run---mounttypesecret"/></summary>
internal static class BuildMounts
{
    private const string SshAgent = "SSH_AUTH_SOCK";
    private const string Flag = "--mount=";

    /// <summary>Whether a step wants an SSH agent.</summary>
    public static bool UsesSsh(Dockerfile dockerfile) => Of(dockerfile).Any(mount => mount.Type == "ssh");

    /// <summary>Ids of the secrets that steps want, in order.</summary>
    public static IReadOnlyList<string> Secrets(Dockerfile dockerfile) =>
        [.. Of(dockerfile).Where(mount => mount.Type == "secret").Select(mount => mount.Id).Distinct(StringComparer.Ordinal)];

    /// <summary>The secrets themselves. A file that cannot be read is the builder's to report.</summary>
    public static IEnumerable<string> SecretValues(BuildRequest request, IEnvironment environment) =>
        from place in request.Secrets.Values
        let value = place.StartsWith(BuildRequest.SecretVariablePrefix, StringComparison.Ordinal) ? environment.Get(place[BuildRequest.SecretVariablePrefix.Length..])
            : Text(place)
        where value is not null
        select value;

    private static string? Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Compares what is wanted with what was given.</summary>
    /// <returns>What deserves a look.</returns>
    /// <exception cref="LambdaImageException">Something that a step cannot do without is missing.</exception>
    public static IReadOnlyList<string> Check(Dockerfile dockerfile, BuildRequest request, IEnvironment environment)
    {
        var path = dockerfile.Path ?? request.Dockerfile.Path ?? ProjectRequest.DefaultDockerfile;
        List<string> warnings = [];
        foreach (var mount in Of(dockerfile).DistinctBy(mount => (mount.Type, mount.Id, mount.IsRequired)))
        {
            var place = new SourceLocation(path, mount.Line);
            if (mount.Type == "ssh" && mount.IsRequired && !request.Ssh) throw BuilderErrors.SshNotGiven(place);
            if (mount.Type != "secret" || request.Secrets.ContainsKey(mount.Id)) continue;
            if (mount.IsRequired) throw BuilderErrors.SecretNotGiven(mount.Id, place);
            warnings.Add(BuilderErrors.SecretMissing(mount.Id, place));
        }

        foreach (var (id, value) in request.Secrets)
        {
            if (!value.StartsWith(BuildRequest.SecretVariablePrefix, StringComparison.Ordinal)) continue;
            var variable = value[BuildRequest.SecretVariablePrefix.Length..];
            if (string.IsNullOrEmpty(environment.Get(variable))) throw BuilderErrors.SecretVariableNotSet(id, variable);
        }

        // On Windows the agent is a service with a pipe of a fixed name.
        if (request.Ssh && !OperatingSystem.IsWindows() && environment.Get(SshAgent) is null) throw BuilderErrors.SshAgentMissing();
        warnings.AddRange(request.Secrets.Keys.Except(Secrets(dockerfile)).Order(StringComparer.Ordinal).Select(BuilderErrors.SecretUnused));
        return warnings;
    }

    private static IEnumerable<Mount> Of(Dockerfile dockerfile) =>
        from stage in dockerfile.Stages
        from run in stage.Instructions.OfType<Run>()
        from flag in run.Flags
        where flag.StartsWith(Flag, StringComparison.Ordinal)
        select Mount.Parse(flag[Flag.Length..], run.Lines.First);

    /// <summary>One mount of a RUN.</summary>
    private sealed record Mount(string Type, string Id, bool IsRequired, int Line)
    {
        public static Mount Parse(string text, int line)
        {
            var fields = text.Split(',').Select(field => field.Trim('"').Split('=', 2))
                .GroupBy(field => field[0], StringComparer.Ordinal)
                .ToDictionary(field => field.Key, field => field.Last().ElementAtOrDefault(1) ?? "true", StringComparer.Ordinal);
            var target = fields.GetValueOrDefault("target") ?? fields.GetValueOrDefault("dst") ?? fields.GetValueOrDefault("destination");
            return new Mount(
                fields.GetValueOrDefault("type") ?? "bind", fields.GetValueOrDefault("id") ?? target?.Split('/')[^1] ?? "default",
                fields.GetValueOrDefault("required") == "true", line);
        }
    }
}
