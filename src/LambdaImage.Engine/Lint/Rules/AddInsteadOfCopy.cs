using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>ADD where nothing is unpacked and nothing is fetched.</summary>
internal sealed class AddInsteadOfCopy : ILintRule
{
    private static readonly string[] ArchiveEndings =
        [".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".txz", ".tbz2", ".gz", ".xz", ".bz2"];

    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "ADD where COPY would do";

    public IEnumerable<Finding> Check(LintSubject subject) => subject.Stages.SelectMany(stage => stage.Instructions.OfType<Add>())
        .Where(IsPlainCopy)
        .Select(add => subject.Of(add, "ADD unpacks archives and fetches addresses; for plain files COPY says what happens.", "Write COPY."));

    /// <summary>Whether a source is an address or a repository.</summary>
    public static bool IsRemote(string source) =>
        source.Contains("://", StringComparison.Ordinal) || source.StartsWith("git@", StringComparison.Ordinal);

    private static bool IsPlainCopy(Add add) =>
        add.Checksum is null && add.Unpack is null && add.Sources.Count > 0 && add.Sources.All(source =>
            !IsRemote(source) && !source.Contains('$', StringComparison.Ordinal)
            && !ArchiveEndings.Any(ending => source.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));
}
