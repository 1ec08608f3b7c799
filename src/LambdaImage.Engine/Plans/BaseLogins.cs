using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Credentials;

namespace LambdaImage.Engine.Plans;

/// <summary>Finds logins for what a build reads and writes in Amazon ECR, base images and caches, so that nobody has to run <c>docker login</c>
/// before it.</summary>
/// <param name="ecr">Asks private ECR for logins.</param>
/// <param name="ecrPublic">Asks public.ecr.aws for one.</param>
internal sealed class BaseLogins(EcrCredentials ecr, EcrPublicCredentials ecrPublic)
{
    private const string CacheReference = "ref=";

    public async Task<IReadOnlyDictionary<string, RegistryLogin>> FindAsync(BuildJob job, CancellationToken cancel)
    {
        var logins = new Dictionary<string, RegistryLogin>(StringComparer.Ordinal);
        foreach (var image in Names(job).Select(ImageReference.TryParse).OfType<ImageReference>())
        {
            if (logins.ContainsKey(image.Registry)) continue;
            if ((await ecr.FindAsync(image, cancel) ?? await ecrPublic.FindAsync(image, cancel)) is { } login) logins[image.Registry] = login;
        }

        return logins;
    }

    private static IEnumerable<string> Names(BuildJob job)
    {
        // Of a name with variables the registry is enough, and that is known once ARGs have their values.
        var variables = BuildVariables.Global(job.Dockerfile, job.Request);
        foreach (var name in job.Dockerfile.Sources(from => variables.ImageOf(job.Dockerfile, from))) yield return name;
        foreach (var context in job.Request.BuildContexts.Values) yield return NamedContexts.ImageOf(context);
        // A plain reference, or as buildx writes it: type=registry,ref=….
        foreach (var cache in job.Request.CacheFrom.Concat(job.Request.CacheTo))
        {
            if (!cache.Contains('=', StringComparison.Ordinal)) yield return cache;
            foreach (var field in cache.Split(',').Where(field => field.StartsWith(CacheReference, StringComparison.Ordinal))) yield return field[CacheReference.Length..];
        }
    }
}
