namespace LambdaImage.Engine.Sources;

/// <summary>The revision of the source that an image is built from, as far as the CI server or git tells.</summary>
internal sealed record SourceRevision
{
    private const int ShortLength = 7;

    /// <summary>The whole commit id; null: unknown, see <see cref="WhyUnknown"/>.</summary>
    public string? Sha { get; init; }

    /// <summary>Branch or tag, without <c>refs/heads/</c>; null: unknown, or no branch is checked out.</summary>
    public string? Branch { get; init; }

    /// <summary>Whether files differ from the commit; null: unknown, because there is no work tree to look at.</summary>
    public bool? IsDirty { get; init; }

    /// <summary>First line of the commit's message; null: unknown.</summary>
    public string? Message { get; init; }

    /// <summary>Who started this: the CI server's user, else git's, else the one who is logged in; null:
    /// unknown.</summary>
    public string? User { get; init; }

    /// <summary>Why the commit is unknown, for example <c>git is not installed</c>; null when it is known.</summary>
    public string? WhyUnknown { get; init; }

    /// <summary>The first seven characters of the commit id, as git shows it; null: unknown.</summary>
    public string? ShortSha => Sha is { Length: > ShortLength } ? Sha[..ShortLength] : Sha;
}
