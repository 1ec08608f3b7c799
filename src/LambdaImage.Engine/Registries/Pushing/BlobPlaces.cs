using System.Text;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>Which repository of a registry was known to have a blob last, so that the others can take it over from there. Only a hint: the
/// registry decides whether it is still so.</summary>
/// <param name="folder">Folder of the cache; made when first needed.</param>
internal sealed class BlobPlaces(string folder)
{
    /// <summary>What is smaller is sent in no time, and would only fill the folder.</summary>
    public const long Smallest = 1024 * 1024;

    /// <summary>The repository; null: none is known but the one that asks.</summary>
    public string? Find(RegistryEndpoint asking, Descriptor blob)
    {
        if (blob.Size < Smallest) return null;
        var path = PathOf(asking, blob);
        // Whatever else was written into the file must not get into an address.
        return Read(path) is { } repository && repository != asking.Repository
            && ImageReference.TryParse($"{asking.Registry}/{repository}") is { Tag: null, Digest: null } known && known.Repository == repository
            ? repository : null;
    }

    /// <summary>Notes that a repository has a blob; where that fails the blob may be sent once more.</summary>
    public void Keep(RegistryEndpoint having, Descriptor blob)
    {
        if (blob.Size < Smallest) return;
        var path = PathOf(having, blob);
        if (Read(path) == having.Repository) CacheFile.Touch(path);
        else CacheFile.Write(path, Encoding.UTF8.GetBytes(having.Repository));
    }

    private static string? Read(string path)
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

    /// <summary>One file for each blob of each registry, which never lends to another one.</summary>
    private string PathOf(RegistryEndpoint endpoint, Descriptor blob) => Path.Combine(
        folder, Digest.Of(Encoding.UTF8.GetBytes($"{endpoint.Root} {endpoint.Registry.ToLowerInvariant()} {blob.DigestText}")).Hex);
}
