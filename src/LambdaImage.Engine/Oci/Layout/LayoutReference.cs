namespace LambdaImage.Engine.Oci.Layout;

/// <summary>An image in a layout folder, written as buildx does: <c>oci-layout://folder[:tag][@digest]</c>.
/// <see href="https://docs.docker.com/reference/cli/docker/buildx/build/#source-oci-layout"/></summary>
/// <param name="Folder">Absolute path of the layout.</param>
/// <param name="Tag">Its tag there, <c>latest</c> where nothing else is said.</param>
/// <param name="Digest">Digest of its manifest or index, which then decides; null: the tag does.</param>
internal sealed record LayoutReference(string Folder, string Tag, Digest? Digest)
{
    private const string Prefix = BuildRequest.LayoutPrefix;

    /// <summary>What the layout is asked for.</summary>
    public string Selector => Digest?.Value ?? Tag;

    /// <summary>Reads a reference.</summary>
    /// <returns>Null when the text is something else.</returns>
    /// <exception cref="LambdaImageException">Its digest is none, or there is no folder in it.</exception>
    public static LayoutReference? Find(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var path = text[Prefix.Length..];
        // What folders are called must not matter.
        var name = path.LastIndexOfAny(['/', '\\']) + 1;
        Digest? digest = null;
        if (path.IndexOf('@', name) is >= 0 and var at)
        {
            digest = Oci.Digest.TryParse(path[(at + 1)..], out var parsed) ? parsed : throw Invalid(text);
            path = path[..at];
        }

        var tag = ImageReference.DefaultTag;
        if (path.IndexOf(':', name) is >= 0 and var colon) (path, tag) = (path[..colon], path[(colon + 1)..]);
        return path.Length > 0 && tag.Length > 0 ? new LayoutReference(Path.GetFullPath(path), tag, digest) : throw Invalid(text);
    }

    public override string ToString() => $"{Prefix}{Folder}:{Tag}" + (Digest is { } digest ? "@" + digest.Value : "");

    private static LambdaImageException Invalid(string text) => new(
        ErrorKind.ReferenceInvalid,
        $"'{text}' names no image of an OCI layout.",
        $"Write it as {Prefix}<folder>, {Prefix}<folder>:<tag> or {Prefix}<folder>@sha256:…",
        text);
}
