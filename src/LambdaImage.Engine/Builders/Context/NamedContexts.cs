using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Builders.Context;

/// <summary>The named contexts of a build, found as BuildKit finds them: a name is that of an image, so that <c>alpine</c>, <c>alpine:latest</c> and
/// <c>docker.io/library/alpine</c> are one, and <c>alpine::linux/arm64</c> is the context of one processor, which goes first.
/// <see href="https://github.com/moby/buildkit/blob/master/frontend/dockerui/config.go"/></summary>
internal sealed class NamedContexts
{
    /// <summary>Start of a context that is an image in a registry; it may be left out.</summary>
    public const string ImagePrefix = "docker-image://";

    /// <summary>Name of no image at all, for which no context stands in.</summary>
    public const string Scratch = "scratch";

    private const string HubLibrary = "library/";
    private const string PlatformMark = "::";

    private readonly Dictionary<string, string> _contexts = new(StringComparer.Ordinal);

    /// <param name="request">The build.</param>
    public NamedContexts(BuildRequest request)
    {
        foreach (var (name, context) in request.BuildContexts)
        {
            var mark = name.IndexOf(PlatformMark, StringComparison.Ordinal);
            _contexts[mark < 0 ? KeyOf(name) : KeyOf(name[..mark]) + name[mark..]] = context;
        }
    }

    /// <summary>All of them, under their shortest names.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => _contexts.OrderBy(context => context.Key, StringComparer.Ordinal);

    /// <summary>Refuses contexts that can stand in for nothing.</summary>
    /// <exception cref="LambdaImageException">One has no value, or a name that no image and no stage has.</exception>
    public static void Check(BuildRequest request)
    {
        foreach (var (name, context) in request.BuildContexts)
        {
            if (string.IsNullOrWhiteSpace(context))
                throw BuilderErrors.ContextInvalid($"{name}={context}", "it is empty", "Give a folder, an image or oci-layout://FOLDER:TAG; a variable may not be set.");
            var mark = name.IndexOf(PlatformMark, StringComparison.Ordinal);
            if (ImageReference.TryParse(mark < 0 ? name : name[..mark]) is null)
                throw BuilderErrors.ContextInvalid($"{name}={context}", $"'{name}' can be the name of no image", "Write it in lower-case letters, digits, '.', '_', '-' and '/', also for a stage.");
        }
    }

    /// <summary>The context that stands in for a name.</summary>
    /// <param name="name">Name of an image or a stage, variables expanded.</param>
    /// <param name="architecture">The processor that it is wanted for; null: one that Lambda does not have.</param>
    /// <returns>A folder, a reference or an address; null: the name means what it says.</returns>
    public string? Find(string name, LambdaArchitecture? architecture)
    {
        if (name == Scratch) return null;
        var key = KeyOf(name);
        return (architecture is { } processor ? _contexts.GetValueOrDefault($"{key}{PlatformMark}linux/{processor.OciName()}") : null)
            ?? _contexts.GetValueOrDefault(key);
    }

    /// <summary>The image that a context is, without the prefix.</summary>
    public static string ImageOf(string context) =>
        context.StartsWith(ImagePrefix, StringComparison.Ordinal) ? context[ImagePrefix.Length..] : context;

    /// <summary>The shortest name of an image.</summary>
    private static string KeyOf(string name)
    {
        if (ImageReference.TryParse(name) is not { } image) return name;
        var familiar = image.ToString();
        if (image.Registry == ImageReference.DockerHub)
        {
            familiar = familiar[(ImageReference.DockerHub.Length + 1)..];
            if (image.Repository.StartsWith(HubLibrary, StringComparison.Ordinal) && !image.Repository[HubLibrary.Length..].Contains('/', StringComparison.Ordinal))
                familiar = familiar[HubLibrary.Length..];
        }

        return image is { Tag: ImageReference.DefaultTag, Digest: null } ? familiar[..^(ImageReference.DefaultTag.Length + 1)] : familiar;
    }
}
