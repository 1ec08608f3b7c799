using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Oci;

/// <summary>Name of an image: registry, repository and a tag or digest, with Docker's rules for what may be left out.
/// <see href="https://github.com/distribution/reference/blob/main/reference.go"/></summary>
/// <param name="Registry">Host and port, for example <c>public.ecr.aws</c> or <c>127.0.0.1:5000</c>. Docker Hub is <c>docker.io</c>.</param>
/// <param name="Repository">Path within the registry, for example <c>lambda/nodejs</c>.</param>
/// <param name="Tag">Tag, or null.</param>
/// <param name="Digest">Digest, or null. Where both are given the digest decides.</param>
internal sealed partial record ImageReference(string Registry, string Repository, string? Tag, Digest? Digest)
{
    public const string DockerHub = "docker.io";
    public const string DefaultTag = "latest";

    /// <summary>Registry and repository, without tag or digest.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>What the registry is asked for: the digest when there is one, else the tag, else <c>latest</c>.</summary>
    public string Selector => Digest?.Value ?? Tag ?? DefaultTag;

    public ImageReference WithDigest(Digest digest) => this with { Tag = null, Digest = digest };

    public ImageReference WithTag(string tag) => this with { Tag = tag, Digest = null };

    /// <exception cref="LambdaImageException">The text is no reference.</exception>
    public static ImageReference Parse(string text) => TryParse(text) ?? throw new LambdaImageException(
        ErrorKind.ReferenceInvalid,
        $"'{text}' is not an image reference.",
        "Write it as [registry/]repository[:tag] or [registry/]repository@sha256:…, all lower-case, for example public.ecr.aws/lambda/nodejs:22.",
        text);

    public static ImageReference? TryParse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var match = Grammar().Match(text.Trim());
        if (!match.Success) return null;
        Digest? digest = null;
        if (match.Groups["digest"] is { Success: true } found)
        {
            if (!Oci.Digest.TryParse(found.Value, out var parsed)) return null;
            digest = parsed;
        }

        var tag = match.Groups["tag"] is { Success: true } tagged ? tagged.Value : null;
        var path = match.Groups["path"].Value;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : path[..slash];
        // Docker's rule: the first part is a registry when it could be a host name.
        var isHost = first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal)
            || first == "localhost" || first.StartsWith('[');
        var registry = isHost ? first : DockerHub;
        var repository = isHost ? path[(slash + 1)..] : path;
        // A port of 99999, say, or two dots in a row.
        if (!Uri.TryCreate($"https://{registry}", UriKind.Absolute, out _)) return null;
        if (registry is "index.docker.io" or "registry-1.docker.io") registry = DockerHub;
        if (registry == DockerHub && !repository.Contains('/', StringComparison.Ordinal)) repository = "library/" + repository;
        return RepositoryGrammar().IsMatch(repository) ? new ImageReference(registry, repository, tag, digest) : null;
    }

    public override string ToString() =>
        Name + (Tag is null ? "" : ":" + Tag) + (Digest is { } digest ? "@" + digest.Value : "");

    [GeneratedRegex(@"^(?<path>(?:(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?/)?[a-z0-9/._-]+?)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>[^@]+))?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grammar();

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RepositoryGrammar();
}
