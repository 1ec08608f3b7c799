namespace LambdaImage.Engine.Lint.Rules;

/// <summary>FROM with a tag only, which its owner moves with every patch.</summary>
internal sealed class BaseWithoutDigest : ILintRule
{
    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "Base image not pinned by digest";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var stage in subject.Chain.Where(stage => stage.Parent is null))
        {
            if (stage.Base.Reference is not { Digest: null, Tag: { } tag } || tag == "latest") continue;
            yield return subject.Of(stage.From, stage.From.Image,
                $"The tag '{tag}' moves when the image is patched, so the same sources may give another image.",
                "Where builds must be repeatable, add the digest (@sha256:…) and let a bot raise it; where patches matter more, leave it.");
        }
    }
}
