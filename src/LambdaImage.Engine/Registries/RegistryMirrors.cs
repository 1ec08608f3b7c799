using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries;

/// <summary>Reads the list of registries that stand in for others when pulling.</summary>
internal static class RegistryMirrors
{
    /// <summary>Reads <c>public.ecr.aws=127.0.0.1:5000/public.ecr.aws;docker.io=mirror.example.com/hub</c>.</summary>
    /// <exception cref="LambdaImageException">An entry is not <c>registry=host[/prefix]</c>, or a registry has
    /// two.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string? text)
    {
        var mirrors = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (var entry in (text ?? "").Split(';', Tidy))
        {
            var sides = entry.Split('=', StringSplitOptions.TrimEntries);
            if (sides is not [{ Length: > 0 } registry, { Length: > 0 } mirror])
                throw Invalid(entry, "is not registry=host[/prefix]");
            if (registry.Contains('/', StringComparison.Ordinal)) throw Invalid(entry, "has a path on its left side");
            if (mirror.Contains("://", StringComparison.Ordinal))
                throw Invalid(entry, "has a scheme, which is decided by the host");
            if (ImageReference.TryParse(Probe(mirror)) is not { } parsed
                || !mirror.StartsWith(parsed.Registry, StringComparison.Ordinal))
                throw Invalid(
                    entry, "does not name a host that has a dot, a port or is localhost, with a lower-case path");
            if (!mirrors.TryAdd(Canonical(registry), mirror.TrimEnd('/')))
                throw Invalid(entry, $"gives {registry} a second mirror");
        }

        return mirrors;
    }

    /// <summary>The reference as the mirror knows it, or the reference itself when its registry has none.</summary>
    public static ImageReference Apply(IReadOnlyDictionary<string, string> mirrors, ImageReference reference)
    {
        if (!mirrors.TryGetValue(reference.Registry, out var mirror)) return reference;
        var parts = mirror.Split('/', 2);
        return reference with
        {
            Registry = parts[0],
            Repository = parts.Length == 1 ? reference.Repository : $"{parts[1]}/{reference.Repository}",
        };
    }

    private static string Probe(string mirror) => mirror.TrimEnd('/') + "/repository";

    private static string Canonical(string registry) =>
        registry is "index.docker.io" or "registry-1.docker.io" ? ImageReference.DockerHub : registry;

    private static LambdaImageException Invalid(string entry, string why) =>
        RegistryErrors.MirrorInvalid(entry, why, RegistryOptions.MirrorsVariable);
}
