using LambdaImage.Engine.Deployments.Releases;

namespace LambdaImage.Engine.Sources;

/// <summary>Labels that tell where an image came from. There is no time among them: two builds of one commit stay one image.
/// <see href="https://github.com/opencontainers/image-spec/blob/main/annotations.md"/></summary>
internal sealed class SourceLabels(SourceRevisions revisions)
{
    public const string Revision = "org.opencontainers.image.revision";
    public const string Repository = "org.opencontainers.image.source";
    public const string Branch = "io.lambdaimage.branch";
    public const string Dirty = "io.lambdaimage.dirty";
    public const string User = "io.lambdaimage.user";
    public const string Tool = "io.lambdaimage.tool";

    /// <summary>What is known. What is not is left out, and said.</summary>
    /// <param name="folder">Folder of the project; null: only the CI server can tell.</param>
    /// <param name="reporter">Told what is missing.</param>
    /// <param name="cancel">Stops git.</param>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(string? folder, IWorkReporter reporter, CancellationToken cancel)
    {
        var revision = await revisions.ReadAsync(folder, cancel);
        var repository = folder is null ? null : await revisions.RepositoryAsync(folder, cancel);
        if (revision.WhyUnknown is { } why) reporter.Log(LogLevel.Warning, $"The image gets no label with the commit: {why}.");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Tool] = new ReleaseFacts().Tool };
        Add(Revision, revision.Sha);
        Add(Repository, repository);
        Add(Branch, revision.Branch);
        Add(Dirty, revision.IsDirty switch { true => "true", false => "false", null => null });
        Add(User, revision.User);
        return labels;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) labels[name] = value.Trim();
        }
    }
}
